import type { ProblemCode } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import type { Database } from '../src/platform/db/database.ts';
import { digestOf, newToken } from '../src/platform/tokens.ts';
import type { Known } from './examples.ts';
import { adresse, createAccount } from './people.ts';
import { createProduits, recordPurchase } from './rows.ts';
import { createSlice } from './slices.ts';

/** All kinds of callers; a deployer has a deploy token of the known slice, and no cookie. */
export const roles = ['guest', 'user', 'admin', 'deployer'] as const;
export type Role = (typeof roles)[number];

export function mayCall({ access }: RouteContract, role: Role): boolean {
  if (access === 'public' || role === 'admin') return true;
  return access === 'account' ? role === 'user' : access === role;
}

/** The only codes that a caller without access may get. */
export const REFUSED: readonly (ProblemCode | null)[] = [
  'non-connecte',
  'acces-refuse',
  'origine-refusee',
  'requete-invalide',
  'route-inconnue',
];

export interface Caller {
  cookie: string;
  /** The header of a deployer. */
  authorization?: string;
  known: Known;
}

/** A new caller with everything that a route may need: a filled cart, an order, an address, a review, a slice. */
export async function createCaller(db: Database, role: Role): Promise<Caller> {
  const [produit = ''] = await createProduits(db, [9], { categorie: 'claviers' });
  const account = await createAccount(db, role === 'admin' ? 'admin' : 'user');
  const commande = await recordPurchase(db, {
    utilisateurId: account.id,
    produitId: produit,
    statut: 'confirmee',
  });
  // a product can be reviewed once it was delivered
  await recordPurchase(db, { utilisateurId: account.id, produitId: produit });
  const token = newToken();
  const [guest] = await db('acheteurs')
    .insert({ visiteur_sha256: digestOf(token) })
    .returning('id');
  const own = await db('acheteurs').where({ utilisateur_id: account.id }).first('id');
  await db('lignes_panier').insert(
    [guest, own].map(({ id }) => ({ acheteur_id: id, produit_id: produit, quantite: 1 })),
  );
  if (role === 'guest') await db('commandes').where({ id: commande }).update({ acheteur_id: guest.id });
  const { codePostal, ...postal } = adresse;
  const [kept] = await db('adresses')
    .insert({ ...postal, code_postal: codePostal, utilisateur_id: account.id, par_defaut: true })
    .returning('id');
  // a review of another product, so that the first can still be reviewed
  const [reviewed] = await createProduits(db, [1]);
  const [avis] = await db('avis')
    .insert({
      produit_id: reviewed,
      utilisateur_id: account.id,
      note: 4,
      titre: 'Bien',
      texte: 'Bien.',
      langue: 'fr',
    })
    .returning('id');
  const [synonyme] = await db('synonymes').insert({}).returning('id');
  await db('termes_synonymes').insert([
    { synonyme_id: synonyme.id, position: 0, terme: `mulot ${synonyme.id}` },
    { synonyme_id: synonyme.id, position: 1, terme: `souris ${synonyme.id}` },
  ]);
  const slice = await createSlice(db);
  if (role === 'deployer')
    await db('deploy_tokens').insert({ slice: slice.slice, name: 'fuzz', token_sha256: digestOf(token) });
  const cookies = { guest: `visiteur=${token}`, user: `session=${account.token}`, admin: `session=${account.token}` };
  return {
    cookie: role === 'deployer' ? '' : cookies[role],
    ...(role === 'deployer' && { authorization: `Bearer ${token}` }),
    known: {
      produit,
      utilisateur: (await createAccount(db, 'user', { profil_public: true })).id,
      commande,
      adresse: kept.id,
      avis: avis.id,
      synonyme: synonyme.id,
      totalCentimes: 4_990 + 490,
      ...slice,
    },
  };
}

let addresses = 0;
/** A new client address per request, because attempts are counted by address. */
export function nextAddress(): string {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
}
