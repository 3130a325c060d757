import { expect, test } from 'vitest';
import { DEFAULT_RULES, isFailing, nextStep, waitsFor } from './canary.ts';

test.each([
  // a release, then the other one beside it: [clients, failing clients]
  [[10, 2], [90, 0], false, 'two clients could have invented their failures'],
  [[10, 3], [90, 0], true, 'three of ten fail, and none with the other release'],
  [[300, 3], [300, 0], false, 'one in a hundred is noise'],
  [[300, 12], [300, 6], false, 'no more than twice as many'],
  [[300, 20], [300, 6], true, 'more than twice as many'],
  [[10, 3], [10, 9], false, 'the other release fails even more'],
  [[3, 3], [0, 0], true, 'the other release has no clients'],
  [[100, 5], [0, 0], false, 'it could be chance'],
  [[100, 6], [0, 0], true, 'it is hardly chance'],
] as const)('a release with %j beside %j fails too often: %s (%s)', ([clients, failing], other, expected, _why) => {
  const beside = { other: { clients: other[0], failing: other[1] }, networks: 80 };
  expect(isFailing({ clients, failing }, beside, DEFAULT_RULES)).toBe(expected);
});

/** Numbers from 0 to 1 that are the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @returns after how many clients the release is taken back */
function visit(failures: readonly boolean[], networks: number): number | undefined {
  let failing = 0;
  for (const [index, fails] of failures.entries()) {
    if (fails) failing += 1;
    const clients = index + 1;
    const beside = { networks: Math.max(networks, clients) };
    if (isFailing({ clients, failing }, beside, DEFAULT_RULES)) return clients;
  }
  return undefined;
}

const RUNS = 200;
const HONEST = 1_000;
/** Slow visitors report nothing: a slow load is no failure. */
const SLOW = 0.3;
const BAD_LUCK = 0.001;

test.each([
  ['who report before anybody else', () => 0],
  ['in between the others', (random: () => number) => Math.floor(random() * HONEST)],
])('attackers with 1 %% of the networks %s take no good release out', (_when, placeOf) => {
  const random = createRandom(1);
  const taken = Array.from({ length: RUNS }, () => {
    const failures = Array.from({ length: HONEST }, () => random() >= SLOW && random() < BAD_LUCK);
    for (let attacker = 0; attacker < HONEST / 100; attacker += 1) failures.splice(placeOf(random), 0, true);
    return visit(failures, HONEST);
  });
  expect(taken.filter(Boolean)).toEqual([]);
});

test.each([
  // networks of the shop, share of visitors for whom the release fails, clients within which it is taken back in 95 % of runs
  [300, 0.05, 300],
  [1_000, 0.05, 450],
  [1_000, 0.1, 250],
  [1_000, 1, 16],
])(
  'in a shop of %i networks, a release that fails for a share of %f is out after %i clients',
  (networks, share, within) => {
    const random = createRandom(1);
    const clients = Array.from(
      { length: RUNS },
      () =>
        visit(
          Array.from({ length: HONEST }, () => random() < share),
          networks,
        ) ?? Number.POSITIVE_INFINITY,
    ).sort((a, b) => a - b);
    expect(clients[0.95 * RUNS - 1]).toBeLessThanOrEqual(within);
  },
);

test('a step takes its time, needs enough clients, and no more failures than the active release has', () => {
  const { stepSeconds, stepClients } = DEFAULT_RULES;
  const well = { clients: stepClients, failing: 0 };
  const beside = { clients: 100, failing: 0 };
  expect(waitsFor(well, beside, stepSeconds, DEFAULT_RULES)).toBeNull();
  expect(waitsFor(well, beside, stepSeconds - 1, DEFAULT_RULES)).toBe('time');
  expect(waitsFor({ ...well, clients: stepClients - 1 }, beside, stepSeconds, DEFAULT_RULES)).toBe('clients');
  // too few failures to take it back, and too many for the next step
  expect(waitsFor({ ...well, failing: 1 }, beside, stepSeconds, DEFAULT_RULES)).toBe('failures');
  expect(waitsFor({ ...well, failing: 1 }, { clients: 100, failing: 5 }, stepSeconds, DEFAULT_RULES)).toBeNull();
});

test('the steps are 10, 50 and 100; a share set by hand grows to the next step', () => {
  expect([1, 10, 25, 50, 99].map(nextStep)).toEqual([10, 50, 50, 100, 100]);
});
