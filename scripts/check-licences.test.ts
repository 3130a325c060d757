import { expect, test } from 'vitest';
import { fits, licencesOf } from './check-licences.ts';

test.for(['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND LGPL-3.0-or-later AND MIT'])('%s fits', (licence) => {
  expect(fits(licence)).toBe(true);
});

test.for([undefined, 'none', 'GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'SEE LICENSE IN LICENSE'])(
  '%s does not fit',
  (licence) => {
    expect(fits(licence)).toBe(false);
  },
);

test('packages are listed by licence, without our own and without those of development alone', () => {
  const packages = {
    '': {},
    api: { version: '1.0.0' },
    'node_modules/api': { link: true, resolved: 'api' },
    'node_modules/koa': { version: '3.3.0', license: 'MIT' },
    'api/node_modules/@koa/router': { version: '15.7.0' },
    'node_modules/vitest': { version: '5.1.1', license: 'MIT', dev: true },
  };
  expect(Object.fromEntries(licencesOf({ packages }))).toEqual({ MIT: ['koa 3.3.0'], none: ['@koa/router 15.7.0'] });
});
