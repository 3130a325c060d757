/** Stop words of both languages; a word of one language does no harm in the other. */
const stopWords = new Set(
  'au aux avec d de des du en et l la le les ou par pour sans sur un une a an and for in of on or the to with'.split(
    ' ',
  ),
);

/** The words of a text without accents, upper case, plural endings and stop words. */
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
