import type { Page } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { ListProduitsQuery, Produit, ProduitsFilters, Tri } from '@boutique/contracts/produits';
import type { Synonyme } from '@boutique/contracts/synonymes';
import { paginate } from '@boutique/standalone/paging';
import { searchProduits } from './search.ts';

type Match = ReturnType<typeof searchProduits>[number];
type Filters = Omit<ProduitsFilters, 'langue'> & { ids?: string[] | undefined };

/** Products that pass these filters, in the order of the catalogue. */
export function filterProduits(
  { q = '', categorie, prixMin = 0, prixMax = Infinity, enStock, ids }: Filters,
  produits: readonly Produit[],
  synonymes: readonly Synonyme[],
): Match[] {
  return searchProduits(q, produits, synonymes).filter(
    ({ produit }) =>
      (ids === undefined || ids.includes(produit.id)) &&
      (categorie === undefined || produit.categorie.slug === categorie) &&
      produit.prixCentimes >= prixMin &&
      produit.prixCentimes <= prixMax &&
      (enStock === undefined || produit.stock > 0 === enStock),
  );
}

/** One page of the list, as `GET /api/produits` returns it. */
export function listProduits(
  { tri, limite, apres, langue: _, ...filters }: ListProduitsQuery,
  langue: Langue,
  produits: readonly Produit[],
  synonymes: readonly Synonyme[],
): Page<Produit> {
  const order = tri ?? (filters.q ? 'pertinence' : 'nouveaute');
  const sorted = filterProduits(filters, produits, synonymes)
    .sort((a, b) => comparators[order](a, b, langue) || compare(a.produit.id, b.produit.id))
    .map(({ produit }) => produit);
  return paginate(sorted, { limite, apres, scope: JSON.stringify({ ...filters, order, langue }) });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const comparators: Record<Tri, (a: Match, b: Match, langue: Langue) => number> = {
  pertinence: (a, b) => b.rank - a.rank,
  prix: (a, b) => a.produit.prixCentimes - b.produit.prixCentimes,
  '-prix': (a, b) => b.produit.prixCentimes - a.produit.prixCentimes,
  nom: (a, b, langue) => a.produit.nom.localeCompare(b.produit.nom, langue),
  nouveaute: (a, b) => compare(b.produit.creeLe, a.produit.creeLe),
  // products without a rating come last
  note: (a, b) => (b.produit.note ?? -1) - (a.produit.note ?? -1),
};
