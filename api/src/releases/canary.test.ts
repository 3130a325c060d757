import { expect, test } from 'vitest';
import { DEFAULT_RULES, isFailing, isProven, isWorse, nextStep } from './canary.ts';

test.each([
  // canary, then active: [clients, failing clients]
  [[10, 2], [90, 0], false, 'two clients could have invented their failures'],
  [[10, 3], [90, 0], true, 'three of ten fail, and none with the other release'],
  [[300, 3], [300, 0], false, 'one in a hundred is noise'],
  [[300, 12], [300, 6], false, 'no more than twice as many'],
  [[300, 20], [300, 6], true, 'more than twice as many'],
  [[10, 3], [10, 9], false, 'the active release fails even more'],
  [[3, 3], [0, 0], true, 'the other release has no clients'],
] as const)('canary %j beside %j is worse: %s (%s)', ([clients, failing], [others, otherFailing], worse, _why) => {
  const active = { clients: others, failing: otherFailing };
  expect(isWorse({ clients, failing }, active, DEFAULT_RULES)).toBe(worse);
});

test.each([
  [100, 5, false],
  [100, 6, true],
  [2, 2, false],
  [3, 3, true],
])('an active release with %i clients, %i of them failing, is taken back: %s', (clients, failing, taken) => {
  expect(isFailing({ clients, failing }, DEFAULT_RULES)).toBe(taken);
});

test('a step takes its time, needs enough clients, and no more failures than the active release has', () => {
  const { stepSeconds, stepClients } = DEFAULT_RULES;
  const well = { clients: stepClients, failing: 0 };
  const beside = { clients: 100, failing: 0 };
  expect(isProven(well, beside, stepSeconds, DEFAULT_RULES)).toBe(true);
  expect(isProven(well, beside, stepSeconds - 1, DEFAULT_RULES)).toBe(false);
  expect(isProven({ ...well, clients: stepClients - 1 }, beside, stepSeconds, DEFAULT_RULES)).toBe(false);
  // too few failures to take it back, and too many for the next step
  expect(isProven({ ...well, failing: 1 }, beside, stepSeconds, DEFAULT_RULES)).toBe(false);
  expect(isProven({ ...well, failing: 1 }, { clients: 100, failing: 5 }, stepSeconds, DEFAULT_RULES)).toBe(true);
});

test('the steps are 10, 50 and 100; a share set by hand grows to the next step', () => {
  expect([1, 10, 25, 50, 99].map(nextStep)).toEqual([10, 50, 50, 100, 100]);
});
