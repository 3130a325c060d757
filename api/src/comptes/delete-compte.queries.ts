import type { Knex } from 'knex';

/**
 * Deletes an account with all that is its own. Orders and reviews stay, without the person; the audit names nobody. Holds the
 * buyer's row: an order that is being made is finished first, and forgotten like the others.
 */
export async function anonymizeAndDelete(trx: Knex, utilisateurId: string): Promise<void> {
  const acheteur = await trx('acheteurs').where({ utilisateur_id: utilisateurId }).forUpdate().first('id');
  if (acheteur) await trx('commandes').where({ acheteur_id: acheteur.id }).update({ email: null, adresse: null });
  await trx('avis').where({ utilisateur_id: utilisateurId }).update({ auteur: null, utilisateur_id: null });
  await trx('utilisateurs').where({ id: utilisateurId }).delete();
}
