import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { hashPassword, isOutdated, parsePhc, unmatchableHash, verifyPassword } from './hash-password.ts';
import { createPasswords } from './passwords.ts';

/** The hash of "password": https://github.com/P-H-C/phc-winner-argon2/blob/master/src/test.c */
const CHEAP = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';

test('a password matches its hash, and no other does', async () => {
  const [one, two] = [await hashPassword('cheval agrafe'), await hashPassword('cheval agrafe')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('cheval agrafe', one)).toBe(true);
  expect(await verifyPassword('cheval Agrafe', one)).toBe(false);
  expect(isOutdated(one)).toBe(false);
});

test('verifies a hash of the reference implementation', async () => {
  expect(isOutdated(CHEAP)).toBe(true);
  expect(await verifyPassword('password', CHEAP)).toBe(true);
  expect(await verifyPassword('passwords', CHEAP)).toBe(false);
});

test('no password matches the unmatchable hash', async () => {
  expect(isOutdated(unmatchableHash())).toBe(false);
  expect(unmatchableHash()).not.toBe(unmatchableHash());
  expect(() => parsePhc('$2b$10$x')).toThrow('PHC');
});

test('four hashes run in parallel, a hundred wait, the next one is refused', async () => {
  const passwords = createPasswords(new Registry());
  const answers = await Promise.allSettled(Array.from({ length: 105 }, () => passwords.verify('x', CHEAP)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(104);
  expect(answers.at(-1)).toMatchObject({
    status: 'rejected',
    reason: { code: 'service-indisponible', headers: { 'Retry-After': '2' } },
  });
  expect(await passwords.verify('x', CHEAP)).toBe(false);
});
