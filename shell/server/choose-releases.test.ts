import { expect, test } from 'vitest';
import { chooseReleases, groupNumber, hasCanary } from './choose-releases.ts';
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
const versionsOf = (traffic: number, group: string) =>
  chooseReleases(at(traffic), group).map(({ release }) => release.version);
const groups = Array.from({ length: 2_000 }, (_, number) => `group-${number}`);

test('a canary group gets the canary with the others as fallbacks, or only the others', () => {
  for (const group of groups.slice(0, 100)) {
    const canary = groupNumber(group, 'produits') < 30;
    expect(versionsOf(30, group)).toEqual(canary ? ['1.2.0', '1.1.0', '1.0.0'] : ['1.1.0', '1.0.0']);
  }
});

test('the share of browsers with the canary is its traffic, within random error', () => {
  for (const traffic of [1, 10, 50, 99]) {
    const share = groups.filter((group) => versionsOf(traffic, group)[0] === '1.2.0').length / groups.length;
    expect(Math.abs(share - traffic / 100)).toBeLessThan(0.04);
  }
});

test('a group with the canary keeps it while its share grows', () => {
  for (const group of groups) {
    if (versionsOf(10, group)[0] === '1.2.0') expect(versionsOf(50, group)[0]).toBe('1.2.0');
  }
});

test('canaries of different slices go to different groups', () => {
  const both = groups.filter((group) => groupNumber(group, 'produits') < 10 && groupNumber(group, 'panier') < 10);
  expect(both.length / groups.length).toBeLessThan(0.03);
});

test('reports whether a canary is in service', () => {
  expect(hasCanary(at(10))).toBe(true);
  expect(hasCanary(at(10).slice(0, 1))).toBe(false);
});
