import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hashPassword, isOutdated, unmatchableHash, verifyPassword } from './hash-password.ts';
import { takeTurns } from './passwords.ts';
import { parsePhc } from './phc.ts';

test('a password matches its hash, and no other does', async () => {
  const [one, two] = [await hashPassword('cheval agrafe'), await hashPassword('cheval agrafe')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('cheval agrafe', one)).toBe(true);
  expect(await verifyPassword('cheval Agrafe', one)).toBe(false);
  expect(isOutdated(one)).toBe(false);
});

test('verifies what the reference implementation made', async () => {
  // https://github.com/P-H-C/phc-winner-argon2/blob/master/src/test.c
  const reference = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
  expect(isOutdated(reference)).toBe(true);
  expect(await verifyPassword('password', reference)).toBe(true);
  expect(await verifyPassword('passwords', reference)).toBe(false);
});

test('nobody has the hash of nobody', async () => {
  expect(isOutdated(unmatchableHash())).toBe(false);
  expect(unmatchableHash()).not.toBe(unmatchableHash());
  expect(() => parsePhc('$2b$10$x')).toThrow('PHC');
});

test('so many at the same time, so many wait in order, the next one is refused', async () => {
  const inTurn = takeTurns(2, 3);
  const order: number[] = [];
  const releases: (() => void)[] = [];
  const task = (n: number) => () =>
    new Promise<number>((resolve) => {
      order.push(n);
      releases.push(() => resolve(n));
    });
  const running = [1, 2, 3, 4, 5].map((n) => inTurn(task(n)));
  await expect(inTurn(task(6))).rejects.toMatchObject({
    code: 'service-indisponible',
    headers: { 'Retry-After': '2' },
  });
  expect(order).toEqual([1, 2]);
  for (let n = 1; n <= 5; n += 1) {
    releases.shift()?.();
    await running[n - 1];
    await setImmediate();
  }
  expect(order).toEqual([1, 2, 3, 4, 5]);
  // a task that fails gives its place back
  const failing = takeTurns(1, 0);
  await expect(failing(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await failing(async () => 'yes')).toBe('yes');
});
