import { MAX_FAVORIS } from '@boutique/contracts/favoris';
import { MAX_LIGNES, MAX_QUANTITE } from '@boutique/contracts/panier';
import type { Knex } from 'knex';
import { ensureAcheteurId } from './acheteurs.queries.ts';

/**
 * Moves what a guest put aside to the account that he signed in to. Quantities add up, within the stock; what no longer fits
 * into a full cart or list is let go. His orders stay his: they are the account's once its address is verified.
 * Locks the account's buyer, then the guest's: who changes a cart by its buyer's row does the same.
 */
export async function mergeGuest(trx: Knex, guestId: string, utilisateurId: string): Promise<void> {
  const compteId = await ensureAcheteurId(trx, { utilisateur_id: utilisateurId });
  await trx('acheteurs').where({ id: compteId }).forUpdate().select('id');
  const guest = await trx('acheteurs').where({ id: guestId }).whereNull('utilisateur_id').forUpdate().first('id');
  if (!guest) return;
  await mergePanier(trx, guestId, compteId);
  await mergeFavoris(trx, guestId, compteId);
}

async function mergePanier(trx: Knex, guestId: string, compteId: string): Promise<void> {
  // a product that is sold out keeps one piece in the cart, which shows it as such
  await trx.raw(
    `update lignes_panier l set quantite = greatest(1, least(l.quantite + g.quantite, ?, p.stock))
     from lignes_panier g join produits p on p.id = g.produit_id
     where l.acheteur_id = ? and g.acheteur_id = ? and g.produit_id = l.produit_id`,
    [MAX_QUANTITE, compteId, guestId],
  );
  await trx.raw(
    `insert into lignes_panier (acheteur_id, produit_id, quantite, ajoutee_le)
     select ?, g.produit_id, greatest(1, least(g.quantite, p.stock)), g.ajoutee_le
     from lignes_panier g join produits p on p.id = g.produit_id
     where g.acheteur_id = ?
       and not exists (select 1 from lignes_panier l where l.acheteur_id = ? and l.produit_id = g.produit_id)
     order by g.ajoutee_le, g.produit_id
     limit (select greatest(0, ? - count(*)) from lignes_panier where acheteur_id = ?)`,
    [compteId, guestId, compteId, MAX_LIGNES, compteId],
  );
  await trx('lignes_panier').where({ acheteur_id: guestId }).delete();
}

async function mergeFavoris(trx: Knex, guestId: string, compteId: string): Promise<void> {
  await trx.raw(
    `insert into favoris (acheteur_id, produit_id, ajoute_le)
     select ?, g.produit_id, g.ajoute_le
     from favoris g
     where g.acheteur_id = ?
       and not exists (select 1 from favoris f where f.acheteur_id = ? and f.produit_id = g.produit_id)
     order by g.ajoute_le desc, g.produit_id
     limit (select greatest(0, ? - count(*)) from favoris where acheteur_id = ?)`,
    [compteId, guestId, compteId, MAX_FAVORIS, compteId],
  );
  await trx('favoris').where({ acheteur_id: guestId }).delete();
}
