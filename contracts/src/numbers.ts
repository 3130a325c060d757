import type { Langue } from './common.ts';
import { COUNTED_UP_TO } from './limits.ts';

const marks = { fr: { group: '\u202f', decimal: ',' }, en: { group: ',', decimal: '.' } } as const;

/**
 * A number in the language's notation: `1 234,5`, `1,234.5`. By default with at most three decimals, as Intl does. Not
 * by Intl: its spaces depend on the version of ICU, and server and browser must write the same bytes.
 */
export function formatNumber(value: number, locale: Langue, { minDecimals = 0, maxDecimals = 3 } = {}): string {
  const { group, decimal } = marks[locale];
  const [whole = '', fraction = ''] = Math.abs(value).toFixed(maxDecimals).split('.');
  const decimals = fraction.replace(/0+$/, '').padEnd(minDecimals, '0');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${value < 0 ? '-' : ''}${grouped}${decimals && decimal + decimals}`;
}

/** A told count (see `toldCount`) in words: `12`, `plus de 1 000`. */
export function formatCount(count: number, locale: Langue): string {
  if (count <= COUNTED_UP_TO) return formatNumber(count, locale);
  return `${locale === 'fr' ? 'plus de' : 'more than'} ${formatNumber(COUNTED_UP_TO, locale)}`;
}

/** A told count in little room: `12`, `1 000+`. */
export function formatCountShort(count: number, locale: Langue): string {
  return count <= COUNTED_UP_TO ? formatNumber(count, locale) : `${formatNumber(COUNTED_UP_TO, locale)}+`;
}
