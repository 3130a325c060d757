import type { Langue } from '@boutique/contracts/common';
import type { FacettesProduits, ProduitsFilters } from '@boutique/contracts/produits';
import type { Database } from '../platform/db/database.ts';
import { countProduits, parseSearches } from './produits.queries.ts';
import { nearestWords } from './vocabulaire.queries.ts';

/** More words of a search that finds nothing are not looked at, so that its cost has a bound. */
const MAX_WORDS = 6;

/**
 * The nearest search that finds products under the same filters, for one that finds none: with a known word in place of
 * each unknown one, else without one of the words, else with one of them alone. Of several, the one that finds most.
 */
export async function proposeSearch(
  db: Database,
  { q, langue: _, ...filters }: ProduitsFilters,
  langue: Langue,
): Promise<FacettesProduits['proposition']> {
  const words = q?.split(/\s+/).slice(0, MAX_WORDS) ?? [];
  if (words.length === 0) return null;
  const nearest = await nearestWords(db, words, langue);
  const known = words.map((word, index) => nearest[index] ?? word);
  const without = (index: number) => known.filter((_word, other) => other !== index).join(' ');
  const several = known.length > 1;
  const tiers = [
    [known.join(' ')],
    several ? known.map((_word, index) => without(index)) : [],
    known.length > 2 ? known : [],
  ];
  for (const tier of tiers) {
    const searches = [...new Set(tier)].filter((search) => search !== q);
    const requetes = await parseSearches(db, searches, langue);
    const counted = await Promise.all(
      searches.map(async (search, index) => {
        const requete = requetes[index] ?? '';
        return { q: search, nombre: requete === '' ? 0 : await countProduits(db, { ...filters, requete }, langue) };
      }),
    );
    const [best] = counted.filter(({ nombre }) => nombre > 0).sort((a, b) => b.nombre - a.nombre);
    if (best) return best;
  }
  return null;
}
