/** The public holidays of France in a year, as `month-day` (Code du travail, L3133-1). */
function holidays(year: number): Set<string> {
  const easter = easterOf(year);
  const after = (days: number) => new Date(year, easter.getMonth(), easter.getDate() + days);
  const moving = [1, 39, 50].map((days) => nameOf(after(days)));
  return new Set(['1-1', '5-1', '5-8', '7-14', '8-15', '11-1', '11-11', '12-25', ...moving]);
}

const nameOf = (date: Date) => `${date.getMonth() + 1}-${date.getDate()}`;

/**
 * Easter Sunday of the Gregorian calendar (Anonymous algorithm, Nature 13, 1876; Meeus, Astronomical Algorithms, 8).
 */
function easterOf(year: number): Date {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const leap = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const day = epact + weekday - 7 * leap + 114;
  return new Date(year, Math.floor(day / 31) - 1, (day % 31) + 1);
}

const isWorkingDay = (date: Date) =>
  date.getDay() !== 0 && date.getDay() !== 6 && !holidays(date.getFullYear()).has(nameOf(date));

/** Adds working days (Monday to Friday, without public holidays) to a date, in local time. */
export function addWorkingDays(from: Date, days: number): Date {
  const date = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  for (let left = days; left > 0; ) {
    date.setDate(date.getDate() + 1);
    if (isWorkingDay(date)) left -= 1;
  }
  return date;
}

/** The days on which an order of that time arrives, in words: `mardi 1 – jeudi 3 décembre`. */
export function deliveryDates(
  from: Date,
  { joursMin, joursMax }: { joursMin: number; joursMax: number },
  locale: string,
) {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  return format.formatRange(addWorkingDays(from, joursMin), addWorkingDays(from, joursMax));
}
