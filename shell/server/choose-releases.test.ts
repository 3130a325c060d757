import { expect, test } from 'vitest';
import { chooseReleases, hasCanary, shareOf } from './choose-releases.ts';
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

test('a canary group has the canary with the others behind it, or the others alone', () => {
  for (const group of groups.slice(0, 100)) {
    const canary = shareOf(group, 'produits') < 30;
    expect(versionsOf(30, group)).toEqual(canary ? ['1.2.0', '1.1.0', '1.0.0'] : ['1.1.0', '1.0.0']);
  }
});

test('its share is what it should be, within what chance allows', () => {
  for (const traffic of [1, 10, 50, 99]) {
    const share = groups.filter((group) => versionsOf(traffic, group)[0] === '1.2.0').length / groups.length;
    expect(Math.abs(share - traffic / 100)).toBeLessThan(0.04);
  }
});

test('a group that has it keeps it while its share grows', () => {
  for (const group of groups) {
    if (versionsOf(10, group)[0] === '1.2.0') expect(versionsOf(50, group)[0]).toBe('1.2.0');
  }
});

test('it is not the same groups that try the canaries of every slice', () => {
  const both = groups.filter((group) => shareOf(group, 'produits') < 10 && shareOf(group, 'panier') < 10);
  expect(both.length / groups.length).toBeLessThan(0.03);
});

test('without a canary all pages are alike', () => {
  expect(hasCanary(at(10))).toBe(true);
  expect(hasCanary(at(10).slice(0, 1))).toBe(false);
});
