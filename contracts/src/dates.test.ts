import { afterEach, expect, it, vi } from 'vitest';
import { dayOf, formatDate, formatDays, formatMoment } from './dates.ts';

const days = Array.from({ length: 366 }, (_, index) => Date.UTC(2026, 0, 1 + index, 9, index % 60));
// Intl may write other spaces
const spaces = (text: string) => text.replace(/\s/gu, ' ');
afterEach(() => vi.unstubAllEnvs());

it.each(['fr', 'en'] as const)('agrees with Intl in %s, but for its spaces', (locale) => {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Paris', ...options });
  const date = format({ dateStyle: 'long' });
  const shortDate = format({ dateStyle: 'medium' });
  const moment = format({ dateStyle: 'long', timeStyle: 'short' });
  const shortMoment = format({ dateStyle: 'medium', timeStyle: 'short' });
  const range = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  for (const at of days) {
    expect(formatDate(at, locale)).toBe(spaces(date.format(at)));
    expect(formatDate(at, locale, { short: true })).toBe(spaces(shortDate.format(at)));
    expect(formatMoment(at, locale)).toBe(spaces(moment.format(at)));
    expect(formatMoment(at, locale, { short: true })).toBe(spaces(shortMoment.format(at)));
    for (const length of [0, 1, 6]) {
      const [first, last] = [dayOf(at), dayOf(at + length * 86_400_000)];
      expect(formatDays(first, last, locale)).toBe(spaces(range.formatRange(first, last)));
    }
  }
});

it.each([
  ['midnight in winter', '2026-01-14T23:00:00Z', '15 janvier 2026 à 00:00', 'January 15, 2026 at 12:00 AM'],
  ['midnight in summer', '2026-07-14T22:00:00Z', '15 juillet 2026 à 00:00', 'July 15, 2026 at 12:00 AM'],
  ['noon', '2026-01-15T11:00:00Z', '15 janvier 2026 à 12:00', 'January 15, 2026 at 12:00 PM'],
])('shows %s in Paris', (_, at, french, english) => {
  expect(formatMoment(at, 'fr')).toBe(french);
  expect(formatMoment(at, 'en')).toBe(english);
});

it('knows from the rule when summer time begins and ends, as Intl does from its data', () => {
  const format = new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', dateStyle: 'long', timeStyle: 'short' });
  for (let at = Date.UTC(1996, 0, 1, 1); at < Date.UTC(2038, 0); at += 86_400_000) {
    for (const moment of [at - 60_000, at]) expect(formatMoment(moment, 'fr')).toBe(spaces(format.format(moment)));
  }
});

it.each(['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'])('does not depend on the zone %s', (zone) => {
  vi.stubEnv('TZ', zone);
  expect(new Date('2026-01-14T23:30:00Z').getHours()).not.toBe(0);
  expect(formatDate('2026-01-14T23:30:00Z', 'fr')).toBe('15 janvier 2026');
  expect(dayOf('2026-01-14T23:30:00Z').toISOString()).toBe('2026-01-15T00:00:00.000Z');
});
