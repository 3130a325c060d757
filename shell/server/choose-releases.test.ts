import { expect, test } from 'vitest';
import { bucketOf, chooseReleases, hasCanary } from './choose-releases.ts';
import { registered, releaseOf } from './testing/releases.ts';

const one = (version: string, role: 'active' | 'canary' | 'fallback', traffic = 0) => ({
  ...registered(releaseOf({ 'a.js': version }, { version })),
  role,
  traffic,
});
const at = (traffic: number) => [
  one('1.1.0', 'active', 100 - traffic),
  one('1.2.0', 'canary', traffic),
  one('1.0.0', 'fallback'),
];
const versionsOf = (traffic: number, visitor: string) =>
  chooseReleases(at(traffic), visitor).map(({ release }) => release.version);
const visitors = Array.from({ length: 2_000 }, (_, number) => `visitor-${number}`);

test('a visitor has the canary with the others behind it, or is spared it', () => {
  for (const visitor of visitors.slice(0, 100)) {
    const canary = bucketOf(visitor, 'produits') < 30;
    expect(versionsOf(30, visitor)).toEqual(canary ? ['1.2.0', '1.1.0', '1.0.0'] : ['1.1.0', '1.0.0']);
  }
});

test('its share is what it should be, within what chance allows', () => {
  for (const traffic of [1, 10, 50, 99]) {
    const share = visitors.filter((visitor) => versionsOf(traffic, visitor)[0] === '1.2.0').length / visitors.length;
    expect(Math.abs(share - traffic / 100)).toBeLessThan(0.04);
  }
});

test('who has it keeps it while its share grows', () => {
  for (const visitor of visitors) {
    if (versionsOf(10, visitor)[0] === '1.2.0') expect(versionsOf(50, visitor)[0]).toBe('1.2.0');
  }
});

test('not the same visitors try the canaries of every slice', () => {
  const both = visitors.filter((visitor) => bucketOf(visitor, 'produits') < 10 && bucketOf(visitor, 'panier') < 10);
  expect(both.length / visitors.length).toBeLessThan(0.03);
});

test('without a canary all pages are alike', () => {
  expect(hasCanary(at(10))).toBe(true);
  expect(hasCanary(at(10).slice(0, 1))).toBe(false);
});
