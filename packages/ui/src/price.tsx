import type { Langue } from '@boutique/contracts/common';
import { formatNumber } from '@boutique/contracts/numbers';
import styles from './price.module.css';

/** Formats integer cents as `1 299,00 €` or `€1,299.00`; `rounded` omits zero cents. */
export function formatPrice(centimes: number, locale: Langue, { rounded = false } = {}): string {
  const minDecimals = rounded && centimes % 100 === 0 ? 0 : 2;
  const amount = formatNumber(Math.abs(centimes) / 100, locale, { minDecimals, maxDecimals: 2 });
  return `${centimes < 0 ? '-' : ''}${locale === 'en' ? `€${amount}` : `${amount}\u00a0€`}`;
}

interface Props {
  centimes: number;
  locale: Langue;
  size?: 'sm' | 'md' | 'lg';
}

export function Price({ centimes, locale, size = 'md' }: Props) {
  return (
    <data value={(centimes / 100).toFixed(2)} className={`${styles.price} ${styles[size]}`}>
      {formatPrice(centimes, locale)}
    </data>
  );
}
