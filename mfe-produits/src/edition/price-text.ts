/** `49,9`, `49.90` or `1 299` euros as exact cents; null for other text. */
export function centimesOf(text: string): number | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0\u202f€]/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

/** Cents as typed in that language: `49,90`. */
export function priceText(centimes: number, locale: string): string {
  const text = `${Math.floor(centimes / 100)}.${String(centimes % 100).padStart(2, '0')}`;
  return locale === 'fr' ? text.replace('.', ',') : text;
}
