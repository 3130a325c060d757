import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { newEmail } from '../../test/people.ts';

const ADRESSES = '/api/compte/adresses';
const adresse = { nom: 'Camille', rue: '1 rue des Lilas', codePostal: '75001', ville: 'Paris', pays: 'FR' };

const test = base.extend('account', ({ openBrowser }) => async () => {
  const browser = openBrowser();
  await browser.signUp(newEmail());
  return browser;
});

test('parallel additions: never more than twenty addresses, and always one default', async ({ account }) => {
  const own = await account();
  const answers = await Promise.all(
    Array.from({ length: 23 }, (_, i) =>
      own.send('POST', ADRESSES, { ...adresse, rue: `${i} rue`, parDefaut: i % 2 === 0 }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.filter(({ body }) => body.code === 'limite-atteinte')).toHaveLength(3);
  const { body: kept } = await own.get(ADRESSES);
  expect(kept).toHaveLength(20);
  await Promise.all(kept.slice(1, 9).map(({ id }: { id: string }) => own.send('DELETE', `${ADRESSES}/${id}`)));
  await Promise.all(
    kept
      .slice(9)
      .map(({ id }: { id: string }) => own.send('PUT', `${ADRESSES}/${id}`, { ...adresse, parDefaut: true })),
  );
  const { body: after } = await own.get(ADRESSES);
  expect(after.map(({ parDefaut }: { parDefaut: boolean }) => parDefaut)).toEqual([true, ...Array(11).fill(false)]);
});

test('addresses belong to one account', async ({ account }) => {
  const [own, other] = [await account(), await account()];
  const { id } = (await own.send('POST', ADRESSES, adresse)).body;
  expect((await other.get(ADRESSES)).body).toEqual([]);
  expect((await other.send('PUT', `${ADRESSES}/${id}`, adresse)).body.code).toBe('adresse-introuvable');
  expect((await other.send('DELETE', `${ADRESSES}/${id}`)).body.code).toBe('adresse-introuvable');
  expect((await own.get(ADRESSES)).body).toHaveLength(1);
});
