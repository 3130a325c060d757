/**
 * Whether a text has each typed word, or a piece of it, as staff's searches of the API: case, accents, apostrophes and
 * punctuation do not matter. No words are in every text, but punctuation alone is in none.
 */
export function containsWords(text: string, typed: string): boolean {
  const words = plain(typed);
  return typed === '' || (words !== '' && words.split(' ').every((word) => plain(text).includes(word)));
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
