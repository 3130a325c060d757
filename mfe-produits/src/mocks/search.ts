import type { Produit } from '@boutique/contracts/produits';
import type { Synonyme } from '@boutique/contracts/synonymes';
import { keyOf, normalize, similarity, singular, trigramsOf, wordsOf } from './words.ts';

/** The weight of the best field with a word, by word. */
type Entry = { produit: Produit; weights: Map<string, number> };
/** The ways in which a part of a search may be meant: each needs all of its words. */
type Part = string[][];

/** Below this likeness, a word counts as another word, not as a typing error. Measured on "mecanik" (0.5). */
const TYPO_THRESHOLD = 0.4;
/** The most words of one synonym. */
const LONGEST = 4;

function indexOf(produits: readonly Produit[]) {
  const entries = produits.map((produit): Entry => {
    const fields: [weight: number, text: string][] = [
      [1, [produit.description, ...produit.caracteristiques.map(({ nom, valeur }) => `${nom} ${valeur}`)].join(' ')],
      [2, `${produit.marque} ${produit.categorie.nom}`],
      [4, produit.nom],
    ];
    return {
      produit,
      weights: new Map(fields.flatMap(([weight, text]) => wordsOf(text).map((word) => [word, weight] as const))),
    };
  });
  const words = new Set(entries.flatMap(({ weights }) => [...weights.keys()]));
  return { entries, vocabulary: new Map([...words].map((word) => [word, trigramsOf(word)])) };
}
type Vocabulary = ReturnType<typeof indexOf>['vocabulary'];

/** One index for each list of products; after a change the list is another array. */
const indexes = new WeakMap<readonly Produit[], ReturnType<typeof indexOf>>();

/**
 * Products with every word of `q`, and the quality of each match; all products when `q` is empty. The last word may be
 * the beginning of one, neighbours may be one word, and the most similar known words replace an unknown word.
 */
export function searchProduits(
  q: string,
  produits: readonly Produit[],
  synonymes: readonly Synonyme[],
): { produit: Produit; rank: number }[] {
  const { entries, vocabulary } = indexes.get(produits) ?? indexOf(produits);
  if (!indexes.has(produits)) indexes.set(produits, { entries, vocabulary });
  if (q === '') return entries.map(({ produit }) => ({ produit, rank: 0 }));
  const parts = partsOf(normalize(q, false), vocabulary, synonymes);
  if (parts.length === 0) return [];
  return entries.flatMap(({ produit, weights }) => {
    const ranks = parts.map((part) =>
      Math.max(0, ...part.map((words) => Math.min(...words.map((word) => weights.get(word) ?? 0)))),
    );
    return ranks.every((rank) => rank > 0) ? [{ produit, rank: ranks.reduce((sum, rank) => sum + rank) }] : [];
  });
}

function partsOf(typed: readonly string[], vocabulary: Vocabulary, synonymes: readonly Synonyme[]): Part[] {
  const parts: Part[] = [];
  for (let i = 0, length = 1; i < typed.length; i += length) {
    let part: Part | undefined;
    for (length = Math.min(LONGEST, typed.length - i); length > 0 && !part; length--) {
      part = synonymsOf(typed.slice(i, i + length), vocabulary, synonymes);
      const joined = typed.slice(i, i + length).join('');
      if (!part && (length === 2 || length === 3)) {
        const known = knownWords(joined, i + length === typed.length, vocabulary);
        if (known.length > 0) part = known.map((word) => [word]);
      }
      if (part) break;
    }
    length = Math.max(length, 1);
    const [word] = wordsOf(typed[i] ?? '', false);
    if (part) parts.push(part);
    else if (word) parts.push(meanings(word, i === typed.length - 1, vocabulary));
  }
  return parts;
}

function synonymsOf(typed: readonly string[], vocabulary: Vocabulary, synonymes: readonly Synonyme[]) {
  const key = keyOf(typed.join(' '));
  const group = synonymes.find(({ termes }) => termes.some((terme) => keyOf(terme) === key));
  const terms = group?.termes.map((terme) => compoundsOf(normalize(terme, false), vocabulary));
  const known = terms?.filter((words) => words.length > 0 && words.every((word) => vocabulary.has(word)));
  return known && known.length > 0 ? known : undefined;
}

/** The words of a synonym; two of them as one where products write them so. */
function compoundsOf(words: readonly string[], vocabulary: Vocabulary): string[] {
  const joined = words.join('');
  return words.length > 1 && vocabulary.has(joined) ? [joined] : wordsOf(words.join(' '), false);
}

function knownWords(word: string, asPrefix: boolean, vocabulary: Vocabulary): string[] {
  const known = asPrefix ? [...vocabulary.keys()].filter((other) => other.startsWith(word)) : [];
  if (vocabulary.has(word)) known.push(word);
  return known;
}

function meanings(word: string, asPrefix: boolean, vocabulary: Vocabulary): Part {
  const known = knownWords(word, asPrefix, vocabulary);
  if (known.length > 0) return known.map((one) => [one]);
  const cuts = Array.from({ length: Math.max(word.length - 2, 0) }, (_, index) => index + 2)
    .map((at) => [word.slice(0, at), word.slice(at)].map(singular))
    .filter((halves) => halves.every((half) => vocabulary.has(half) && (half.length > 1 || /\d/.test(half))));
  // digits are never corrected: 16go is not 16to
  if (cuts.length > 0 || /\d/.test(word)) return cuts;
  const trigrams = trigramsOf(word);
  const likenesses = [...vocabulary].map(([other, others]) => [other, similarity(trigrams, others)] as const);
  const best = Math.max(...likenesses.map(([, likeness]) => likeness));
  if (best < TYPO_THRESHOLD) return [];
  return likenesses.filter(([, likeness]) => likeness === best).map(([other]) => [other]);
}
