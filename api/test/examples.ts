import { randomUUID } from 'node:crypto';
import type { RouteContract } from '@boutique/contracts/route';
import { adresse, newEmail, PASSWORD } from './people.ts';

/** The ids of existing rows, for requests. */
export interface Known {
  produit: string;
  utilisateur: string;
  commande: string;
  adresse: string;
  avis: string;
  /** A slice with a deploy token and two versions: the first was active, the second is. */
  slice: string;
  token: string;
  synonyme: string;
  /** The total of the cart with delivery. */
  totalCentimes: number;
}

const texte = { fr: 'Clavier', en: 'Keyboard' };
const nouveauProduit = () => ({
  slug: `produit-${randomUUID()}`,
  nom: texte,
  description: texte,
  categorie: 'claviers',
  marque: 'Dactyle',
  prixCentimes: 4_990,
  images: [],
  caracteristiques: [{ nom: texte, valeur: texte }],
  actif: true,
});

const termes = () => ({ termes: [`terme ${randomUUID()}`, `synonyme ${randomUUID()}`] });

/** A valid body for each route, by operation. Unique values differ from call to call. */
const bodies: Readonly<Record<string, (known: Known) => object>> = {
  signIn: () => ({ email: newEmail(), motDePasse: PASSWORD }),
  signUp: () => ({ nom: 'Camille', email: newEmail(), motDePasse: PASSWORD }),
  updateCompte: () => ({ nom: 'Camille', profilPublic: true }),
  changePassword: () => ({ actuel: PASSWORD, nouveau: `${PASSWORD} neuf` }),
  verifyEmail: () => ({ jeton: 'inconnu' }),
  requestReset: () => ({ email: newEmail() }),
  resetPassword: () => ({ jeton: 'inconnu', nouveau: PASSWORD }),
  createAdresse: () => ({ ...adresse, complement: 'Bâtiment B', parDefaut: true }),
  updateAdresse: () => ({ ...adresse, complement: 'Bâtiment B', parDefaut: true }),
  addLignePanier: ({ produit }) => ({ produitId: produit, quantite: 1 }),
  setLignePanier: () => ({ quantite: 1 }),
  createCommande: ({ totalCentimes }) => ({
    email: newEmail(),
    adresse: { ...adresse, complement: 'Bâtiment B' },
    livraison: 'standard',
    paiement: 'a-la-livraison',
    totalCentimes,
  }),
  createAvis: () => ({ note: 4, titre: 'Très bien', texte: 'Il tient ses promesses.', langue: 'fr' }),
  createProduit: () => ({ ...nouveauProduit(), stock: 3 }),
  updateProduit: nouveauProduit,
  moveStock: () => ({ variation: 1 }),
  createSynonyme: termes,
  updateSynonyme: termes,
  adminUpdateUtilisateur: () => ({ role: 'user', actif: true }),
  updateCommande: () => ({ statut: 'preparee' }),
  setTraffic: () => ({ version: '1.0.0', traffic: 20, automatic: false, reason: 'a first try' }),
  rollbackSlice: () => ({ reason: 'wrong prices' }),
  retireSlice: () => ({ reason: 'not needed any more' }),
  createIncident: () => ({
    version: '1.0.0',
    integrity: `sha384-${'a'.repeat(64)}`,
    kind: 'render',
    place: '/produits/:id',
    message: 'TypeError',
    fallback: null,
  }),
  createToken: () => ({ name: 'ci' }),
  createPageView: () => ({
    vitals: [{ slice: 'produits', version: '1.0.0', name: 'LCP', value: 900 }],
    loads: [{ slice: 'produits', version: '1.0.0', result: 'loaded' }],
    page: {
      traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
      route: '/produits/:id',
      start: '2026-01-01T00:00:00.000Z',
      end: '2026-01-01T00:00:01.000Z',
    },
  }),
};

/** A valid body for a route; undefined when it takes none. @throws when the example is missing or invalid */
export function exampleBody({ operationId, body }: RouteContract, known: Known): object | undefined {
  if (!body) return undefined;
  const example = bodies[operationId]?.(known);
  const { success, error } = body.safeParse(example);
  if (!example || !success) throw new Error(`${operationId}: no valid example of a body. ${error?.message ?? ''}`);
  return example;
}

const idOf = (path: string, { produit, utilisateur, commande, adresse, avis, token, synonyme }: Known): string => {
  if (/\/utilisateurs\/\{/.test(path)) return utilisateur;
  if (/\/commandes\/\{/.test(path)) return commande;
  if (/\/adresses\/\{/.test(path)) return adresse;
  if (/\/tokens\/\{/.test(path)) return token;
  if (/\/synonymes\/\{/.test(path)) return synonyme;
  return /\/avis\/\{/.test(path) ? avis : produit;
};

/** The path of a route with a known id, or with `id`. */
export const examplePath = ({ path }: RouteContract, known: Known, id?: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => {
    if (name === 'version') return '1.1.0';
    if (name === 'slice' && path.includes('{id}')) return known.slice;
    return id ?? (name === 'slice' ? known.slice : idOf(path, known));
  });

/** Headers that a route requires, without those of its body. */
export function exampleHeaders({ requestHeaders = {}, body, upload }: RouteContract): Record<string, string> {
  const values: Record<string, string> = {
    'If-Match': '"v1"',
    'Idempotency-Key': randomUUID(),
    'Stripe-Signature': 't=1,v1=0',
  };
  const headers = Object.keys(requestHeaders).map((name): [string, string] => {
    const value = values[name];
    if (value === undefined) throw new Error(`no example of the header ${name}`);
    return [name.toLowerCase(), value];
  });
  const type = upload?.types[0] ?? (body && 'application/json');
  return { ...Object.fromEntries(headers), ...(type && { 'content-type': type }) };
}
