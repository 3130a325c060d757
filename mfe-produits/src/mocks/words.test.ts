import { normalized } from '@boutique/contract-testing/normalized';
import { expect, test } from 'vitest';
import { normalize } from './words.ts';

test.for(normalized)('normalizes like the database: %s', ([text, indexed, asked]) => {
  expect(normalize(text, true).join(' ')).toBe(indexed);
  expect(normalize(text, false).join(' ')).toBe(asked);
});
