/** Stop words of both languages; a word of one language does no harm in the other. */
const stopWords = new Set(
  'a au aux avec c d de des du en et l la le les meme ou par pour sur tres un une an and for in of on or the to with'.split(
    ' ',
  ),
);

/** Spellings of the units that shoppers type, by what the search compares. The API knows more of them. */
const UNITS: Readonly<Record<string, string>> = {
  ...unitsOf('to', 'to tb teraoctet teraoctets'),
  ...unitsOf('go', 'go gb gigaoctet gigaoctets'),
  ...unitsOf('mo', 'mo mb'),
  ...unitsOf('gbps', 'gbps'),
  ...unitsOf('mops', 'mops mbps'),
  ...unitsOf('hz', 'hz hertz'),
  ...unitsOf('ghz', 'ghz'),
  ...unitsOf('pouces', 'pouce pouces inch inches'),
  ...unitsOf('w', 'w watt watts'),
  ...unitsOf('ppp', 'ppp dpi'),
  ...unitsOf('mm', 'mm'),
  ...unitsOf('cm', 'cm'),
  ...unitsOf('m', 'm metre metres'),
  ...unitsOf('kg', 'kg'),
  ...unitsOf('g', 'g grammes'),
  ...unitsOf('ms', 'ms'),
  ...unitsOf('k', 'k'),
};
function unitsOf(unit: string, spellings: string): Record<string, string> {
  return Object.fromEntries(spellings.split(' ').map((spelling) => [spelling, unit]));
}

/**
 * The words of a text as `normaliser()` in the database has them: lower-case ASCII, a number and its unit as one word.
 * Of an indexed text, also the parts of what is one word in a search.
 */
export function normalize(text: string, indexed: boolean): string[] {
  let t = text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/[“”″]/g, '"')
    .replace(/œ/gi, 'oe')
    .replace(/×/g, '*')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/"([^"]*)"/g, ' $1 ')
    .replace(/(\d) ?(?:"|'')/g, '$1 pouces ')
    .replace(/\b(\d{1,3}),(\d{3})\b/g, '$1$2')
    .replace(/\b(\d{1,3}) 000\b/g, '$1000')
    .replace(/(\d)[.,]0(?!\d)/g, '$1')
    .replace(/(\d)[.,](\d)/g, '$1v$2')
    .replace(/\b(\d{3,4}) ?[*x] ?(\d{3,4})\b/g, indexed ? '$1x$2 $1 $2' : '$1x$2')
    .replace(/\b([mg][bo])(?:it)?\/s\b/g, '$1ps');
  if (indexed) {
    t = t
      .replace(/\b([a-z0-9]+)[-.]([a-z0-9]+)[-.]([a-z0-9]+)\b/g, '$1 $2 $1$2 $3 $1$2$3')
      .replace(/\b([a-z0-9]+)[-.]([a-z0-9]+)\b/g, '$1 $2 $1$2');
  }
  const read = t.match(/[a-z0-9]+/g) ?? [];
  const written: string[] = [];
  for (let i = 0; i < read.length; i++) {
    const word = read[i] ?? '';
    const [, number = '', glued = ''] = /^(\d[\dv]*)(.*)$/.exec(word) ?? [];
    const unit = number && UNITS[glued || (read[i + 1] ?? '')];
    if (!unit) {
      written.push(word);
      if (indexed && number.includes('v')) written.push(number.split('v')[0] ?? '');
      continue;
    }
    if (indexed) {
      written.push(number, number + unit);
      if (/^\d{3}$/.test(number) && /^\d{1,3}$/.test(read[i - 1] ?? '')) written.push(`${read[i - 1]}${number}${unit}`);
      if (glued) written.push(glued);
      if (number.includes('v')) written.push(number.split('v')[0] ?? '');
    } else {
      written.push(number + unit);
      if (!glued) i++;
    }
  }
  return written;
}

/** A word without plural endings. */
export const singular = (word: string) => (word.length > 3 && !/\d/.test(word) ? word.replace(/[sx]$/, '') : word);

/** The words of an indexed text, or of a search: without stop words and plural endings. */
export const wordsOf = (text: string, indexed = true): string[] =>
  normalize(text, indexed)
    .filter((word) => !stopWords.has(word))
    .map(singular);

/** What the spellings of a synonym have in common. */
export const keyOf = (text: string): string => singular(normalize(text, false).map(singular).join(''));

/** The trigrams of a word, edges included, as in PostgreSQL's pg_trgm. */
export function trigramsOf(word: string): Set<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3)));
}

/** Likeness of two words from 0 to 1: common trigrams divided by all trigrams. */
export function similarity(a: Set<string>, b: Set<string>): number {
  const common = [...a].filter((trigram) => b.has(trigram)).length;
  return common / (a.size + b.size - common);
}
