import type { Produit } from '@boutique/contracts/produits';
import { similarity, trigramsOf, wordsOf } from './words.ts';

/** The weight of the best field with a word, by word. */
type Entry = { produit: Produit; weights: Map<string, number> };

/** Below this likeness, a word counts as another word, not as a typing error. Measured on "mecanik" (0.5). */
const TYPO_THRESHOLD = 0.4;

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

/** One index for each list of products; after a change the list is another array. */
const indexes = new WeakMap<readonly Produit[], ReturnType<typeof indexOf>>();

/**
 * Products with every word of `q`, and the quality of each match; all products when `q` is empty.
 * The last word may be the beginning of one. The most similar known words replace an unknown word.
 */
export function searchProduits(q: string, produits: readonly Produit[]): { produit: Produit; rank: number }[] {
  const { entries, vocabulary } = indexes.get(produits) ?? indexOf(produits);
  if (!indexes.has(produits)) indexes.set(produits, { entries, vocabulary });
  if (q === '') return entries.map(({ produit }) => ({ produit, rank: 0 }));
  const asked = wordsOf(q).map((word, position, { length }) => knownWords(word, position === length - 1, vocabulary));
  if (asked.length === 0) return [];
  return entries.flatMap(({ produit, weights }) => {
    const ranks = asked.map((words) => Math.max(0, ...words.map((word) => weights.get(word) ?? 0)));
    return ranks.every((rank) => rank > 0) ? [{ produit, rank: ranks.reduce((sum, rank) => sum + rank) }] : [];
  });
}

function knownWords(word: string, asPrefix: boolean, vocabulary: Map<string, Set<string>>): string[] {
  const known = asPrefix ? [...vocabulary.keys()].filter((other) => other.startsWith(word)) : [];
  if (vocabulary.has(word)) known.push(word);
  if (known.length > 0) return known;
  const trigrams = trigramsOf(word);
  const likenesses = [...vocabulary].map(([other, others]) => [other, similarity(trigrams, others)] as const);
  const best = Math.max(...likenesses.map(([, likeness]) => likeness));
  return best < TYPO_THRESHOLD ? [] : likenesses.filter(([, likeness]) => likeness === best).map(([other]) => other);
}
