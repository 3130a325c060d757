import type { Langue } from './common.ts';

/**
 * Names and order of a date's parts. Not by Intl's styles: their spaces and commas depend on the version of ICU, and
 * server and browser must write the same bytes.
 */
const words = {
  fr: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
    shortMonths: 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' '),
    weekdays: 'dimanche lundi mardi mercredi jeudi vendredi samedi'.split(' '),
    at: ' à ',
  },
  en: {
    months: 'January February March April May June July August September October November December'.split(' '),
    shortMonths: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
    at: ' at ',
  },
} as const;

/** A moment: a Date, milliseconds since the epoch, or ISO 8601, as the API writes it. */
export type Moment = Date | number | string;

const HOUR_MS = 3_600_000;

/**
 * The shop's clock and calendar at a moment: read its fields with `getUTC…`. By the rule of summer time (Directive
 * 2000/84/EC: from 1:00 UTC on the last Sunday of March to 1:00 UTC on that of October; the same since 1996), because the
 * first use of Intl takes longer than the rendering of a page.
 */
function shopTime(at: Moment): Date {
  const moment = new Date(at);
  const year = moment.getUTCFullYear();
  const isSummer = moment >= lastSunday(year, 3) && moment < lastSunday(year, 10);
  return new Date(moment.getTime() + (isSummer ? 2 : 1) * HOUR_MS);
}

/** The last Sunday of a month of 31 days, 1:00 UTC. */
function lastSunday(year: number, month: number): Date {
  const day = 31 - new Date(Date.UTC(year, month - 1, 31)).getUTCDay();
  return new Date(Date.UTC(year, month - 1, day, 1));
}

/** The shop's date at a moment, as midnight UTC, so that its fields are read with `getUTC…`. */
export function dayOf(at: Moment): Date {
  return new Date(shopTime(at).setUTCHours(0, 0, 0, 0));
}

/** A date: `15 janvier 2026`, or `15 janv. 2026` when `short`. */
export function formatDate(at: Moment, locale: Langue, { short = false } = {}): string {
  const time = shopTime(at);
  const [year, day] = [time.getUTCFullYear(), time.getUTCDate()];
  const month = words[locale][short ? 'shortMonths' : 'months'][time.getUTCMonth()];
  return locale === 'en' ? `${month} ${day}, ${year}` : `${day} ${month} ${year}`;
}

/** A date with its time: `15 janvier 2026 à 10:05`, or `15 janv. 2026, 10:05` when `short`. */
export function formatMoment(at: Moment, locale: Langue, { short = false } = {}): string {
  const clock = shopTime(at);
  const hour = clock.getUTCHours();
  const minutes = String(clock.getUTCMinutes()).padStart(2, '0');
  const time =
    locale === 'en'
      ? `${hour % 12 || 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`
      : `${String(hour).padStart(2, '0')}:${minutes}`;
  return `${formatDate(at, locale, { short })}${short ? ', ' : words[locale].at}${time}`;
}

/** Days as `dayOf` gives them, with their weekdays: `mardi 1 – jeudi 3 décembre`. The year is named when it changes. */
export function formatDays(first: Date, last: Date, locale: Langue): string {
  const years = first.getUTCFullYear() !== last.getUTCFullYear();
  const months = years || first.getUTCMonth() !== last.getUTCMonth();
  const end = formatDay(last, locale, { month: true, year: years });
  if (first.getTime() === last.getTime()) return end;
  return `${formatDay(first, locale, { month: months || locale === 'en', year: years })} – ${end}`;
}

function formatDay(day: Date, locale: Langue, shown: { month: boolean; year: boolean }): string {
  const { weekdays, months } = words[locale];
  const weekday = weekdays[day.getUTCDay()];
  const month = shown.month ? months[day.getUTCMonth()] : '';
  const year = shown.year ? day.getUTCFullYear() : '';
  return locale === 'en'
    ? `${weekday}, ${month} ${day.getUTCDate()}${year && `, ${year}`}`
    : `${weekday} ${day.getUTCDate()}${month && ` ${month}`}${year && ` ${year}`}`;
}
