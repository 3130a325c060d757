import { expect, vi } from 'vitest';
import { buildOf } from '../../test/slice-server.ts';
import { teamTest as test } from '../../test/team.ts';

test('a canary that fails in three subnets is taken out, and the history has the figures', async ({
  team: { status, states, history, startCanary, fail },
}) => {
  const canary = await startCanary();
  for (const last of [1, 2]) expect((await fail(`10.0.${last}.1`, canary)).status).toBe(204);
  expect(await states()).toContainEqual(['1.1.0', 'canary', 10]);
  await fail('10.0.3.1', canary);
  expect(await states()).toEqual([
    ['1.1.0', 'failed', 0],
    ['1.0.0', 'active', 100],
  ]);
  expect((await history())[0]).toMatchObject({
    action: 'withdrawn',
    version: '1.1.0',
    author: 'automatic',
    reason: expect.stringContaining('3 of 3 clients saw a failure'),
    figures: { clients: 3, failingClients: 3, otherClients: 0, otherFailingClients: 0 },
  });
  expect((await status()).incidents[0]).toMatchObject({
    version: '1.1.0',
    kind: 'render',
    place: '/produits/:id',
    fallback: '1.0.0',
  });
});

test('one subnet cannot take a release out, however many browsers it pretends to be', async ({
  team: { status, states, startCanary, fail },
}) => {
  const canary = await startCanary();
  for (let i = 0; i < 80; i += 1) await fail('10.0.0.1', canary, { place: `/page-${i}` });
  const late = await fail('10.0.0.1', canary);
  expect(late.status).toBe(429);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  // other addresses of the same owner
  for (let i = 2; i < 12; i += 1) await fail(`10.0.0.${i}`, canary);
  for (let i = 0; i < 10; i += 1) await fail(`2001:db8:0:${i}::1`, canary);
  expect(await states()).toContainEqual(['1.1.0', 'canary', 10]);
  const [release] = (await status()).releases;
  expect(release).toMatchObject({ clients: 2, failingClients: 2 });
});

test('reports on releases that are not registered change nothing', async ({ team: { fail }, db }) => {
  const { status: code } = await fail('10.0.0.1', { ...buildOf().release, version: '7.0.0' });
  expect(code).toBe(204);
  expect(await db('incidents').select()).toEqual([]);
});

test('a canary goes through its steps while its clients see no failures', async ({
  team: { status, history, startCanary, load },
}) => {
  await startCanary();
  const seen: number[] = [];
  await vi.waitFor(
    async () => {
      for (let last = 1; last <= 4; last += 1) await load(`10.1.${last}.1`, '1.1.0');
      const [release] = (await status()).releases;
      if (release && seen.at(-1) !== release.traffic) seen.push(release.traffic);
      expect(release?.state).toBe('active');
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(seen).toEqual([10, 50, 100]);
  expect((await history()).slice(0, 2)).toMatchObject([
    { action: 'traffic', traffic: 100, author: 'automatic', figures: { clients: 4, failingClients: 0 } },
    { action: 'traffic', traffic: 50, author: 'automatic' },
  ]);
});

test('a share with automatic: false stays, even when clients see failures', async ({
  team: { states, startCanary, load },
}) => {
  await startCanary(10, { automatic: false });
  for (let last = 1; last <= 6; last += 1) await load(`10.1.${last}.1`, '1.1.0');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await states()).toContainEqual(['1.1.0', 'canary', 10]);
});

test('an active release that fails is rolled back; without an earlier release it stays', async ({
  team: { publish, setTraffic, states, load, fail },
}) => {
  const first = buildOf();
  await publish(first);
  await setTraffic('1.0.0', 100);
  for (const last of [1, 2, 3]) await fail(`10.0.${last}.1`, first.release, { fallback: null });
  expect(await states()).toEqual([['1.0.0', 'active', 100]]);
  const second = buildOf({ version: '1.1.0' });
  await publish(second);
  await setTraffic('1.1.0', 100);
  for (let last = 1; last <= 100; last += 1) await load(`10.2.${last}.1`, '1.1.0');
  for (const last of [1, 2, 3]) await fail(`10.0.${last}.1`, second.release);
  expect(await states()).toContainEqual(['1.1.0', 'active', 100]);
  for (const last of [4, 5, 6, 7]) await fail(`10.0.${last}.1`, second.release);
  expect(await states()).toEqual([
    ['1.1.0', 'failed', 0],
    ['1.0.0', 'active', 100],
  ]);
});
