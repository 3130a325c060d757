import type { Langue } from './common.ts';

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
