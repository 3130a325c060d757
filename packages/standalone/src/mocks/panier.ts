import type { Langue } from '@boutique/contracts/common';
import { type LignePanier, MAX_LIGNES, MAX_QUANTITE, type Panier, panierRoutes } from '@boutique/contracts/panier';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import { langueOf } from './langue-of.ts';
import type { MockShop } from './mock-shop.ts';

/** Mocks of the cart. A product that `shop.stocks` does not have has left the catalogue. */
export const panierMocks = (shop: MockShop): RequestHandler[] => [
  mock(panierRoutes.read, ({ query }, request) => readPanier(shop, langueOf(query, request))),
  mock(panierRoutes.addLigne, ({ query, body: { produitId, quantite } }, request) => {
    setLigne(shop, produitId, { kept: shop.panier.get(produitId) ?? 0, quantite });
    return readPanier(shop, langueOf(query, request));
  }),
  mock(panierRoutes.setLigne, ({ params, query, body }, request) => {
    setLigne(shop, params.produitId, { kept: 0, quantite: body.quantite });
    return readPanier(shop, langueOf(query, request));
  }),
  mock(panierRoutes.removeLigne, ({ params, query }, request) => {
    shop.panier.delete(params.produitId);
    return readPanier(shop, langueOf(query, request));
  }),
];

/** The content of the cart in one language. */
export function readPanier(shop: MockShop, langue: Langue): Panier {
  const lignes = [...shop.panier].map(([produitId, quantite]): LignePanier => {
    const demo = demoProduits.find(({ id }) => id === produitId);
    if (!demo) throw new Error(`The simulated cart holds ${produitId}, which the demo data do not know`);
    const { slug, nom, images, prixCentimes } = toProduit(demo, langue);
    const stock = shop.stocks.get(produitId) ?? 0;
    return {
      produitId,
      slug,
      nom,
      image: images[0] ?? null,
      prixCentimes,
      quantite,
      totalCentimes: prixCentimes * quantite,
      stock,
      disponible: stock >= quantite,
    };
  });
  const sum = (value: (ligne: LignePanier) => number) => lignes.reduce((total, ligne) => total + value(ligne), 0);
  return {
    lignes,
    nombreArticles: sum(({ quantite }) => quantite),
    totalCentimes: sum(({ totalCentimes }) => totalCentimes),
  };
}

function setLigne(shop: MockShop, produitId: string, line: { kept: number; quantite: number }): void {
  const quantite = line.kept + line.quantite;
  const stock = shop.stocks.get(produitId);
  if (stock === undefined) throw new MockProblem('produit-introuvable', `Aucun produit « ${produitId} »`);
  const before = shop.panier.get(produitId) ?? 0;
  // a smaller quantity is always allowed, even if the stock has fallen below it meanwhile
  if (quantite > Math.max(stock, before)) {
    const erreurs = [
      { chemin: 'body.quantite', message: `${stock} en stock`, maximum: Math.max(0, stock - line.kept) },
    ];
    throw new MockProblem('stock-insuffisant', `${quantite} demandés, ${stock} en stock`, erreurs);
  }
  if (quantite > MAX_QUANTITE) throw new MockProblem('limite-atteinte', `${MAX_QUANTITE} articles au plus`);
  if (!shop.panier.has(produitId) && shop.panier.size >= MAX_LIGNES) {
    throw new MockProblem('limite-atteinte', `${MAX_LIGNES} produits au plus`);
  }
  shop.panier.set(produitId, quantite);
}
