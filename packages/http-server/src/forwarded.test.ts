import { expect, test } from 'vitest';
import { normalizeForwarded } from './forwarded.ts';

test.each([
  ['https', 'https'],
  ['https, http', 'https'],
  ['HTTPS,http', 'https'],
  ['http, https', 'http'],
  ['', ''],
])('X-Forwarded-Proto %j is %j', (claimed, scheme) => {
  const headers = { 'x-forwarded-proto': claimed };
  normalizeForwarded(headers);
  expect(headers).toEqual({ 'x-forwarded-proto': scheme });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:5678', '203.0.113.9'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['[::ffff:203.0.113.9]:80', '203.0.113.9'],
  ['1.1.1.1:1,[2001:db8::1]:2 , 3.3.3.3', '1.1.1.1, 2001:db8::1, 3.3.3.3'],
  ['unknown, _hidden, [x]:1, ', 'unknown, _hidden, [x]:1, '],
])('X-Forwarded-For %j is %j', (claimed, addresses) => {
  const headers = { 'x-forwarded-for': claimed };
  normalizeForwarded(headers);
  expect(headers).toEqual({ 'x-forwarded-for': addresses });
});

test('a request without these headers gets none', () => {
  const headers = {};
  normalizeForwarded(headers);
  expect(headers).toEqual({});
});
