import { transitions } from '@boutique/contracts/commandes';
import { Adresse, MAX_ADRESSES, PASSWORD_LENGTH } from '@boutique/contracts/comptes';
import { expect, test } from 'vitest';
import { nextStatuts } from '../components/next-statuts.ts';
import * as rules from './rules.ts';

test('what is written again for browsers is what the contract says', () => {
  expect(nextStatuts).toEqual(transitions);
  expect({ min: rules.PASSWORD_MIN, max: rules.PASSWORD_MAX }).toEqual(PASSWORD_LENGTH);
  expect(rules.MAX_ADRESSES).toBe(MAX_ADRESSES);
  expect([...rules.pays].toSorted()).toEqual([...Adresse.shape.pays.options].toSorted());
});

test.each([
  ['75011', 'FR', true],
  ['1204', 'FR', false],
  ['L-1855', 'LU', true],
  ['98000', 'MC', true],
  ['75011', 'MC', false],
] as const)('the postcode %s in %s: %s', (code, country, expected) => {
  expect(rules.isCodePostal(code, country)).toBe(expected);
});
