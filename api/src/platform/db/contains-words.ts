import type { Knex } from 'knex';

/** More words than anybody types to find a person. */
const MAX_WORDS = 10;

/**
 * Keeps the rows whose text contains each typed word, or a piece of it, in any order. Case, accents, apostrophes and
 * punctuation do not matter. `texte` is an expression of `mots()` with a trigram index. A search without a letter or
 * digit finds nothing.
 */
export function containsWords(query: Knex.QueryBuilder, texte: string, q: string): void {
  const words = q.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) query.whereRaw('false');
  // `mots` leaves only letters and digits, so that the text contains no pattern characters
  for (const word of words.slice(0, MAX_WORDS))
    query.whereRaw(`${texte} like '%' || nullif(mots(?), '') || '%'`, [word]);
}
