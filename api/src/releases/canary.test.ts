import { expect, test } from 'vitest';
import { DEFAULT_RULES, isFailing, isProven, isWorse, nextStep } from './canary.ts';

test.each([
  // canary, active: clients and failing ones
  [[10, 2], [90, 0], false, 'two clients may have made it up'],
  [[10, 3], [90, 0], true, 'three of ten, and none of the others'],
  [[300, 3], [300, 0], false, 'one in a hundred is noise'],
  [[300, 12], [300, 6], false, 'no more than twice as many'],
  [[300, 20], [300, 6], true, 'more than twice as many'],
  [[10, 3], [10, 9], false, 'the one before is worse still'],
  [[3, 3], [0, 0], true, 'nobody on the other'],
] as const)('canary %j beside %j is worse: %s (%s)', ([clients, failing], [others, otherFailing], worse, _why) => {
  const active = { clients: others, failing: otherFailing };
  expect(isWorse({ clients, failing }, active, DEFAULT_RULES)).toBe(worse);
});

test.each([
  [100, 5, false],
  [100, 6, true],
  [2, 2, false],
  [3, 3, true],
])('an active release with %i clients of whom %i fail is taken back: %s', (clients, failing, taken) => {
  expect(isFailing({ clients, failing }, DEFAULT_RULES)).toBe(taken);
});

test('a step needs its time, its clients, and that they see no more failures than the others', () => {
  const { stepSeconds, stepClients } = DEFAULT_RULES;
  const well = { clients: stepClients, failing: 0 };
  const beside = { clients: 100, failing: 0 };
  expect(isProven(well, beside, stepSeconds, DEFAULT_RULES)).toBe(true);
  expect(isProven(well, beside, stepSeconds - 1, DEFAULT_RULES)).toBe(false);
  expect(isProven({ ...well, clients: stepClients - 1 }, beside, stepSeconds, DEFAULT_RULES)).toBe(false);
  // too few to take it back, and too many to go on
  expect(isProven({ ...well, failing: 1 }, beside, stepSeconds, DEFAULT_RULES)).toBe(false);
  expect(isProven({ ...well, failing: 1 }, { clients: 100, failing: 5 }, stepSeconds, DEFAULT_RULES)).toBe(true);
});

test('10, 50, 100; a share by hand goes to the next of them', () => {
  expect([1, 10, 25, 50, 99].map(nextStep)).toEqual([10, 50, 50, 100, 100]);
});
