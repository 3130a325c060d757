import type { Knex } from 'knex';

export const name = '018-paiements';

/** Online payments: orders that wait for them, and what the provider is to be asked for (api/src/achats/paiements.queries.ts). */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table commandes drop constraint commandes_statut_check;
    alter table commandes add constraint commandes_statut_check
      check (statut in ('a-payer', 'a-confirmer', 'confirmee', 'preparee', 'expediee', 'livree', 'annulee'));
    alter table commandes drop constraint commandes_expire_le_check;
    alter table commandes add constraint commandes_expire_le_check
      check ((statut in ('a-payer', 'a-confirmer')) = (expire_le is not null));
    alter table commandes drop constraint commandes_paiement_check;
    alter table commandes add constraint commandes_paiement_check
      check (paiement in ('a-la-livraison', 'en-ligne'));

    alter table mails_commande drop constraint mails_commande_evenement_check;
    alter table mails_commande add constraint mails_commande_evenement_check
      check (evenement in ('a-confirmer', 'confirmee', 'expediee', 'annulee', 'remboursee'));

    create table paiements (
      commande_id uuid primary key references commandes on delete cascade,
      statut text not null
        check (statut in ('a-ouvrir', 'ouvert', 'paye', 'a-fermer', 'ferme', 'a-rembourser', 'rembourse')),
      -- the provider's name for its page, and the page's address
      reference text,
      url text,
      essais int not null default 0,
      prochain_le timestamptz not null default now()
    );
    create index paiements_a_demander on paiements (prochain_le)
      where statut in ('a-ouvrir', 'a-fermer', 'a-rembourser');
  `);
}
