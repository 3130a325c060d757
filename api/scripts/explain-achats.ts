import type { Knex } from 'knex';
import * as commandes from '../src/achats/commandes.queries.ts';
import { listLignes } from '../src/achats/panier.queries.ts';
import { countAvis, hasReceived, listAvis } from '../src/catalogue/avis.queries.ts';
import { countComptes, listComptes } from '../src/comptes/administration.queries.ts';
import { exportCompte } from '../src/comptes/export-compte.queries.ts';
import { countJournal, listJournal } from '../src/journal/journal.queries.ts';
import type { Position } from '../src/platform/cursor.ts';
import { byId } from '../src/platform/keyset-page.ts';

const page = { limite: 25 };

/** The queries of buyers and staff on orders, accounts, the audit, reviews and carts; none in a shop without orders. */
export async function achatsCases(db: Knex): Promise<Record<string, () => Promise<unknown>>> {
  if (!(await db('commandes').first('id'))) return {};
  const most = async (table: string, column: string): Promise<string> =>
    (await db(table).whereNotNull(column).groupBy(column).orderByRaw('count(*) desc').first(column))[column];
  const acheteur = await most('commandes', 'acheteur_id');
  const order = await db('commandes').whereNot({ acheteur_id: acheteur }).orderBy('id', 'desc').offset(1_000).first();
  const cart = await most('lignes_panier', 'acheteur_id');
  const produit = await most('avis', 'produit_id');
  const { id: utilisateur } = await db('utilisateurs').orderBy('id').offset(500).first('id');
  const all = (filters: commandes.AdminFilters, apres?: Position) => () =>
    Promise.all([
      commandes.listAllCommandes(db, filters, { ...page, apres }),
      commandes.countAllCommandes(db, filters),
    ]);
  const users = (filters: Parameters<typeof countComptes>[1]) => () =>
    Promise.all([listComptes(db, filters, page), countComptes(db, filters)]);
  const journal = (objet: Parameters<typeof countJournal>[1]) => () =>
    Promise.all([listJournal(db, { ...page, objet }), countJournal(db, objet)]);
  return {
    'an order that has waited too long': () => commandes.lockExpired(db),
    'own orders, of a buyer with many': () =>
      Promise.all([commandes.listCommandes(db, acheteur, page), commandes.countCommandes(db, acheteur)]),
    'one order': () => commandes.findCommande(db, order.id, [order.acheteur_id], 'fr'),
    'orders: all': all({}),
    'orders: all, after the thousandth': all({}, byId(order)),
    'orders: confirmee, 2 %': all({ statut: 'confirmee' }),
    'orders: livree, 90 %': all({ statut: 'livree' }),
    'orders: by the beginning of a number': all({ q: order.numero.slice(0, 8) }),
    'orders: by a whole number': all({ q: order.numero }),
    'orders: by a piece of an e-mail, common': all({ q: 'camille' }),
    'orders: by a piece of an e-mail, rare': all({ q: order.email.slice(0, -3) }),
    'orders: livree, by a rare piece of an e-mail': all({ q: order.email.slice(0, -3), statut: 'livree' }),
    'orders: by a common name, in another spelling': all({ q: 'LEFÈVRE zoé' }),
    'orders: in vain': all({ q: 'xqzwvk' }),
    'accounts: all': users({}),
    'accounts: admins': users({ role: 'admin' }),
    'accounts: disabled': users({ actif: false }),
    'accounts: by a common piece': users({ q: 'camille' }),
    'accounts: by a rare piece': users({ q: 'moreau4217' }),
    'accounts: by a common name, in another spelling': users({ q: 'LEFÈVRE zoé' }),
    'accounts: in vain': users({ q: 'xqzwvk' }),
    'audit: all': journal(undefined),
    'audit: produit, 90 %': journal('produit'),
    'audit: avis, 0.1 %': journal('avis'),
    'reviews of a product with many': () =>
      Promise.all([listAvis(db, { produitId: produit, ...page }), countAvis(db, produit)]),
    'whether an account has received a product': () => hasReceived(db, produit, utilisateur),
    'everything of one account': () => exportCompte(db, utilisateur),
    'a full cart': () => listLignes(db, cart, 'fr'),
  };
}
