/** Words that say nothing about a product, both languages in one: no harm is done by the overlap. */
const stopWords = new Set(
  'au aux avec d de des du en et l la le les ou par pour sans sur un une a an and for in of on or the to with'.split(
    ' ',
  ),
);

/** The words of a text without accents, case, plural endings and words that say nothing. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .filter((word) => !stopWords.has(word))
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word));
}

/** The groups of three letters in a word, its edges included, as PostgreSQL's pg_trgm cuts it. */
export function trigramsOf(word: string): Set<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3)));
}

/** Likeness of two words from 0 to 1: trigrams in common over trigrams in all. */
export const similarity = (a: Set<string>, b: Set<string>): number => a.intersection(b).size / a.union(b).size;
