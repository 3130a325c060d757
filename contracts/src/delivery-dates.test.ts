import { expect, it } from 'vitest';
import { addWorkingDays, deliveryDates } from './delivery-dates.ts';

it.each([
  ['over a weekend', '2026-11-26', 3, '2026-12-01'],
  ['from a Saturday, as from Friday', '2026-11-28', 1, '2026-11-30'],
  ['over Easter Monday', '2026-04-03', 1, '2026-04-07'],
  ['over Ascension Day', '2026-05-13', 1, '2026-05-15'],
  ['over Whit Monday', '2027-05-14', 1, '2027-05-18'],
  ['over Easter of another year', '2025-04-18', 1, '2025-04-22'],
  ['over Christmas and New Year', '2026-12-24', 5, '2027-01-04'],
])('counts working days %s', (_, from, days, expected) => {
  expect(addWorkingDays(`${from}T10:00:00Z`, days)).toEqual(new Date(expected));
});

it('begins with the date in Paris', () => {
  expect(addWorkingDays('2026-11-26T22:59:00Z', 1)).toEqual(new Date('2026-11-27'));
  expect(addWorkingDays('2026-11-26T23:00:00Z', 1)).toEqual(new Date('2026-11-30'));
});

it('names the days of delivery in the language of the page', () => {
  const from = new Date('2026-11-26T10:00:00Z');
  const delay = { joursMin: 3, joursMax: 5 };
  expect(deliveryDates(from, delay, 'fr')).toBe('mardi 1 – jeudi 3 décembre');
  expect(deliveryDates(from, delay, 'en')).toBe('Tuesday, December 1 – Thursday, December 3');
});
