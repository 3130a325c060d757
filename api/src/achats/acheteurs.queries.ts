import { MAX_FAVORIS } from '@boutique/contracts/favoris';
import { MAX_LIGNES, MAX_QUANTITE } from '@boutique/contracts/panier';
import type { Knex } from 'knex';
import { expired } from '../platform/cleanup.ts';

/** Guests without orders are deleted once their cookies have expired. */
export const acheteursCleanup = [
  expired(
    'acheteurs',
    `utilisateur_id is null and vu_le < now() - interval '180 days'
     and not exists (select 1 from commandes c where c.acheteur_id = acheteurs.id)`,
  ),
];

export async function findCompteAcheteur(db: Knex, utilisateurId: string): Promise<string | undefined> {
  const row = await db('acheteurs').where({ utilisateur_id: utilisateurId }).first<{ id: string } | undefined>('id');
  return row?.id;
}

/**
 * The id of an account's acheteur, created if needed. Writes nothing else: an order may have locked the row, and requests
 * that wait for it would hold the connections of all.
 */
export async function ensureCompteAcheteur(db: Knex, utilisateurId: string): Promise<string> {
  const known = await findCompteAcheteur(db, utilisateurId);
  if (known) return known;
  const [row] = await db('acheteurs')
    .insert({ utilisateur_id: utilisateurId })
    .onConflict('utilisateur_id')
    .merge(['utilisateur_id'])
    .returning<{ id: string }[]>('id');
  return (row as { id: string }).id;
}

const guestsWith = (db: Knex, tokens: readonly Buffer[]) =>
  db('acheteurs').whereIn('visiteur_sha256', tokens).orderBy('visiteur_sha256');

/** The guest with one of these tokens; of several guests always the same one. */
export async function findGuest(db: Knex, tokens: readonly Buffer[]): Promise<string | undefined> {
  if (tokens.length === 0) return undefined;
  const row = await guestsWith(db, tokens).first<{ id: string } | undefined>('id');
  return row?.id;
}

/** Like `findGuest`. Notes the visit, by which old guests are deleted, once a day: see `ensureCompteAcheteur`. */
export async function touchGuest(db: Knex, tokens: readonly Buffer[]): Promise<string | undefined> {
  if (tokens.length === 0) return undefined;
  const isOld = db.raw(`vu_le < now() - interval '1 day' as "isOld"`);
  const row = await guestsWith(db, tokens).first<{ id: string; isOld: boolean } | undefined>('id', isOld);
  if (!row?.isOld) return row?.id;
  const touched = await db('acheteurs').where({ id: row.id }).update({ vu_le: db.fn.now() });
  return touched > 0 ? row.id : undefined;
}

export async function createGuest(db: Knex, token: Buffer): Promise<string> {
  const [row] = await db('acheteurs').insert({ visiteur_sha256: token }).returning<{ id: string }[]>('id');
  return (row as { id: string }).id;
}

/** The guest who had one of these tokens before an order. */
export async function findGuestBefore(db: Knex, tokens: readonly Buffer[]): Promise<string | undefined> {
  if (tokens.length === 0) return undefined;
  const row = await db('acheteurs').whereIn('visiteur_avant_sha256', tokens).first<{ id: string } | undefined>('id');
  return row?.id;
}

/**
 * Gives a guest another token.
 * @param isFormer the guest came with the token of before, which goes on to serve; else the present one takes its place
 */
export async function renewGuest(trx: Knex, id: string, token: Buffer, isFormer: boolean): Promise<void> {
  await trx('acheteurs')
    .where({ id })
    .update({ visiteur_sha256: token, ...(!isFormer && { visiteur_avant_sha256: trx.ref('visiteur_sha256') }) });
}

/**
 * Makes changes of one buyer's cart and favourites wait for each other until the transaction ends: the number of lines
 * is checked after a change. Comes before locks of lines and products, so that changes, orders and merges cannot
 * deadlock.
 */
export async function lockAcheteur(trx: Knex, id: string): Promise<void> {
  await trx('acheteurs').where({ id }).forNoKeyUpdate().select('id');
}

/**
 * Locks the lines of these carts until the transaction ends, by product, which is also the order in which orders lock.
 */
async function lockCarts(trx: Knex, acheteurIds: readonly string[]): Promise<void> {
  await trx('lignes_panier')
    .whereIn('acheteur_id', acheteurIds)
    .orderBy(['produit_id', 'acheteur_id'])
    .forUpdate()
    .select('produit_id');
}

/**
 * Moves a guest's cart and favourites to the account at sign-in. Quantities add up, within the stock; products that do
 * not fit into a full cart or list are dropped. The guest's orders stay: they join the account once its address is
 * verified. Locks the account's acheteur, then the guest's, then their lines, so that merges and orders cannot
 * deadlock.
 */
export async function mergeGuest(trx: Knex, guestId: string, utilisateurId: string): Promise<void> {
  const compteId = await ensureCompteAcheteur(trx, utilisateurId);
  await lockAcheteur(trx, compteId);
  const guest = await trx('acheteurs').where({ id: guestId }).whereNull('utilisateur_id').forNoKeyUpdate().first('id');
  if (!guest) return;
  await lockCarts(trx, [compteId, guestId]);
  await mergePanier(trx, guestId, compteId);
  await mergeFavoris(trx, guestId, compteId);
}

/**
 * One statement, so that lines which the guest adds meanwhile stay with the guest. A sold-out product keeps one piece.
 */
async function mergePanier(trx: Knex, guestId: string, compteId: string): Promise<void> {
  await trx.raw(
    `with prises as (
       delete from lignes_panier where acheteur_id = :guestId returning produit_id, quantite, ajoutee_le
     ), possibles as (
       select g.*, p.stock, l.produit_id is not null as presente,
         row_number() over (partition by l.produit_id is null order by g.ajoutee_le, g.produit_id) as rang
       from prises g
       join produits p on p.id = g.produit_id
       left join lignes_panier l on l.acheteur_id = :compteId and l.produit_id = g.produit_id
     )
     insert into lignes_panier (acheteur_id, produit_id, quantite, ajoutee_le)
     select :compteId::uuid, produit_id, greatest(1, least(quantite, stock)), ajoutee_le
     from possibles
     where presente or rang <= :maxLignes - (select count(*) from lignes_panier where acheteur_id = :compteId)
     order by produit_id
     on conflict (acheteur_id, produit_id) do update set quantite = greatest(1, least(
       lignes_panier.quantite + excluded.quantite,
       :maxQuantite,
       (select stock from produits where id = excluded.produit_id)
     ))`,
    { guestId, compteId, maxLignes: MAX_LIGNES, maxQuantite: MAX_QUANTITE },
  );
}

async function mergeFavoris(trx: Knex, guestId: string, compteId: string): Promise<void> {
  await trx.raw(
    `with pris as (
       delete from favoris where acheteur_id = :guestId returning produit_id, ajoute_le
     )
     insert into favoris (acheteur_id, produit_id, ajoute_le)
     select :compteId::uuid, produit_id, ajoute_le from pris
     where not exists (select 1 from favoris f where f.acheteur_id = :compteId and f.produit_id = pris.produit_id)
     order by ajoute_le desc, produit_id
     limit greatest(0, :maxFavoris - (select count(*) from favoris where acheteur_id = :compteId))
     on conflict do nothing`,
    { guestId, compteId, maxFavoris: MAX_FAVORIS },
  );
}
