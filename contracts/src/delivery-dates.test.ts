import { expect, it } from 'vitest';
import { addWorkingDays, deliveryDates } from './delivery-dates.ts';

const day = (text: string) => new Date(`${text}T10:00:00`);

it.each([
  ['over a weekend', '2026-11-26', 3, '2026-12-01'],
  ['from a Saturday, as from Friday', '2026-11-28', 1, '2026-11-30'],
  ['over Easter Monday', '2026-04-03', 1, '2026-04-07'],
  ['over Ascension Day', '2026-05-13', 1, '2026-05-15'],
  ['over Whit Monday', '2027-05-14', 1, '2027-05-18'],
  ['over Easter of another year', '2025-04-18', 1, '2025-04-22'],
  ['over Christmas and New Year', '2026-12-24', 5, '2027-01-04'],
])('counts working days %s', (_, from, days, expected) => {
  expect(addWorkingDays(day(from), days)).toEqual(new Date(`${expected}T00:00:00`));
});

it('names the days of delivery in the language of the page', () => {
  const delay = { joursMin: 3, joursMax: 5 };
  expect(deliveryDates(day('2026-11-26'), delay, 'fr')).toMatch(/^mardi 1.+jeudi 3 décembre$/);
  expect(deliveryDates(day('2026-11-26'), delay, 'en')).toMatch(/^Tuesday, December 1.+Thursday, December 3$/);
});
