import type { Knex } from 'knex';

export const name = '017-a-confirmer';

/** Orders that wait for staff, with the time at which they are cancelled by themselves. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table commandes add column expire_le timestamptz(3);
    alter table commandes drop constraint commandes_statut_check;
    alter table commandes add constraint commandes_statut_check
      check (statut in ('a-confirmer', 'confirmee', 'preparee', 'expediee', 'livree', 'annulee'));
    -- each order that waits has an end, and no other has one
    alter table commandes add constraint commandes_expire_le_check
      check ((statut = 'a-confirmer') = (expire_le is not null));
    create index commandes_qui_expirent on commandes (expire_le) where expire_le is not null;

    alter table historique_commandes drop constraint historique_commandes_par_check;
    alter table historique_commandes add constraint historique_commandes_par_check
      check (par in ('client', 'boutique', 'automatique'));

    alter table mails_commande drop constraint mails_commande_evenement_check;
    alter table mails_commande add constraint mails_commande_evenement_check
      check (evenement in ('a-confirmer', 'confirmee', 'expediee', 'annulee'));
  `);
}
