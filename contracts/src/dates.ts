import type { Langue } from './common.ts';

/** Every visitor sees dates and times in the shop's time zone. */
const ZONE = 'Europe/Paris';

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

/** Made at the first use: it takes longer than all that follows. */
let clock: Intl.DateTimeFormat | undefined;

/** Reads the shop's clock and calendar at a moment. Only numbers come from Intl. */
function read(at: Moment): Record<'year' | 'month' | 'day' | 'hour' | 'minute', number> {
  clock ??= new Intl.DateTimeFormat('en', {
    timeZone: ZONE,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = clock.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]);
  return Object.fromEntries(parts);
}

/** The shop's date at a moment, as midnight UTC, so that its fields are read with `getUTC…`. */
export function dayOf(at: Moment): Date {
  const { year, month, day } = read(at);
  return new Date(Date.UTC(year, month - 1, day));
}

/** A date: `15 janvier 2026`, or `15 janv. 2026` when `short`. */
export function formatDate(at: Moment, locale: Langue, { short = false } = {}): string {
  const { year, month, day } = read(at);
  const name = words[locale][short ? 'shortMonths' : 'months'][month - 1];
  return locale === 'en' ? `${name} ${day}, ${year}` : `${day} ${name} ${year}`;
}

/** A date with its time: `15 janvier 2026 à 10:05`, or `15 janv. 2026, 10:05` when `short`. */
export function formatMoment(at: Moment, locale: Langue, { short = false } = {}): string {
  const { hour, minute } = read(at);
  const minutes = String(minute).padStart(2, '0');
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
