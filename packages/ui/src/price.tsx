import styles from './price.module.css';

const formats = new Map<string, Intl.NumberFormat>();

/** Formats integer cents as `1 299,00 €`; `rounded` omits zero cents. */
export function formatPrice(centimes: number, locale: string, { rounded = false } = {}): string {
  const key = `${locale} ${rounded}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'EUR',
      ...(rounded && { trailingZeroDisplay: 'stripIfInteger' }),
    });
    formats.set(key, format);
  }
  return format.format(centimes / 100);
}

interface Props {
  centimes: number;
  locale: string;
  size?: 'sm' | 'md' | 'lg';
}

export function Price({ centimes, locale, size = 'md' }: Props) {
  return (
    <data value={(centimes / 100).toFixed(2)} className={`${styles.price} ${styles[size]}`}>
      {formatPrice(centimes, locale)}
    </data>
  );
}
