import type { Knex } from 'knex';

export const name = '016-mails';

/** Mails about orders, written in the transaction of their event, and sent afterwards. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    -- of the texts that the buyer read
    alter table commandes add column langue text not null default 'fr' check (langue in ('fr', 'en'));

    create table mails_commande (
      commande_id uuid not null references commandes on delete cascade,
      -- the status that the order has reached; each one is reached once
      evenement text not null check (evenement in ('confirmee', 'expediee', 'annulee')),
      essais int not null default 0,
      prochain_le timestamptz not null default now(),
      envoye_le timestamptz(3),
      primary key (commande_id, evenement)
    );
    -- tokens of links that open an order without an account or cookie; deleting a row revokes its link
    create table acces_commandes (
      jeton_sha256 bytea primary key,
      commande_id uuid not null references commandes on delete cascade
    );
    create index acces_par_commande on acces_commandes (commande_id);
    create index mails_a_envoyer on mails_commande (prochain_le) where envoye_le is null;
  `);
}
