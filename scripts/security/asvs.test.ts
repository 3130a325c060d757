import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromRoot } from '../parts.ts';
import { asvs, type Coverage } from './asvs.ts';

/** Requirements of level 1 and 2 by chapter, as in 5.0.0: https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/docs_en */
const COUNTS = {
  V1: 27,
  V2: 11,
  V3: 19,
  V4: 10,
  V5: 9,
  V6: 35,
  V7: 18,
  V8: 7,
  V9: 7,
  V10: 29,
  V11: 14,
  V12: 9,
  V13: 13,
  V14: 9,
  V15: 13,
  V16: 16,
  V17: 7,
};

const entries = Object.entries(asvs).map(([id, [subject, coverage]]) => ({ id, subject, coverage }));
const named = (kind: 'tests' | 'documents') =>
  entries.flatMap(({ id, coverage }) =>
    kind in coverage ? (coverage as Record<typeof kind, string[]>)[kind].map((reference) => ({ id, reference })) : [],
  );

test('has every requirement of level 1 and 2 of each chapter, in order', () => {
  const chapters = Object.groupBy(entries, ({ id }) => id.split('.')[0] ?? '');
  expect(Object.fromEntries(Object.entries(chapters).map(([chapter, all = []]) => [chapter, all.length]))).toEqual(
    COUNTS,
  );
  const numbers = entries.map(({ id }) => id.slice(1).split('.').map(Number));
  expect(numbers.toSorted(([a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]) => a - x || b - y || c - z)).toEqual(numbers);
});

test.for(named('tests'))('$id: $reference', ({ reference }) => {
  const [, file = '', name = ''] = /^(\S+): (.+)$/.exec(reference) ?? [];
  const source = readFileSync(fromRoot(file), 'utf8').replaceAll("\\'", "'");
  expect(["'", '`'].some((quote) => source.includes(quote + name + quote))).toBe(true);
});

test.for(named('documents'))('$id: $reference', ({ reference }) => {
  const [, file = '', heading = ''] = /^(\S+): (.+)$/.exec(reference) ?? [];
  expect(readFileSync(fromRoot(file), 'utf8')).toMatch(new RegExp(`^## ${heading}$`, 'm'));
});

test('says for each of the others why', () => {
  const reasonOf = (coverage: Coverage) =>
    'absent' in coverage ? coverage.absent : 'missing' in coverage && coverage.missing;
  for (const { id, coverage } of entries) {
    if ('tests' in coverage || 'documents' in coverage) continue;
    expect([id, reasonOf(coverage)]).toEqual([id, expect.stringMatching(/\w{2} \w/)]);
  }
});
