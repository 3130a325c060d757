import type { Langue } from './common.ts';
import { dayOf, formatDays, type Moment } from './dates.ts';

/** The public holidays of France in a year, as `month-day` (Code du travail, L3133-1). */
function holidays(year: number): Set<string> {
  const easter = easterOf(year);
  const moving = [1, 39, 50].map((days) => nameOf(new Date(easter + days * DAY_MS)));
  return new Set(['1-1', '5-1', '5-8', '7-14', '8-15', '11-1', '11-11', '12-25', ...moving]);
}

const DAY_MS = 86_400_000;
const nameOf = (day: Date) => `${day.getUTCMonth() + 1}-${day.getUTCDate()}`;

/**
 * Easter Sunday of the Gregorian calendar (Anonymous algorithm, Nature 13, 1876; Meeus, Astronomical Algorithms, 8).
 */
function easterOf(year: number): number {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const leap = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const day = epact + weekday - 7 * leap + 114;
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1);
}

const isWorkingDay = (day: Date) =>
  day.getUTCDay() !== 0 && day.getUTCDay() !== 6 && !holidays(day.getUTCFullYear()).has(nameOf(day));

/**
 * Adds working days (Monday to Friday, without public holidays) to the shop's date at that moment.
 * @returns a day as midnight UTC
 */
export function addWorkingDays(from: Moment, days: number): Date {
  const day = dayOf(from);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The first and the last day on which an order may arrive, as dates of the shop (`2026-12-01`). */
export interface LivraisonPrevue {
  du: string;
  au: string;
}

interface Delay {
  joursMin: number;
  joursMax: number;
}

const dateOf = (day: Date) => day.toISOString().slice(0, 10);

/** When an order of that time arrives. */
export const livraisonPrevue = (from: Moment, { joursMin, joursMax }: Delay): LivraisonPrevue => ({
  du: dateOf(addWorkingDays(from, joursMin)),
  au: dateOf(addWorkingDays(from, joursMax)),
});

/** In words: `mardi 1 – jeudi 3 décembre`. */
export const formatPrevue = ({ du, au }: LivraisonPrevue, locale: Langue): string =>
  formatDays(new Date(du), new Date(au), locale);

/** The days on which an order of that time arrives, in words. */
export const deliveryDates = (from: Moment, delay: Delay, locale: Langue): string =>
  formatPrevue(livraisonPrevue(from, delay), locale);
