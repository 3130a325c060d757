import type { Knex } from 'knex';

export const name = '007-commandes';

/** Orders. They hold copies of what was sold, so that buyers, addresses and products can be deleted. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table commandes (
      id uuid primary key default uuidv7(),
      numero text not null unique,
      acheteur_id uuid references acheteurs on delete set null,
      statut text not null check (statut in ('confirmee', 'preparee', 'expediee', 'livree', 'annulee')),
      -- null once the buyer's account is deleted
      email text,
      adresse jsonb,
      livraison text not null check (livraison in ('standard', 'express')),
      paiement text not null check (paiement in ('a-la-livraison')),
      nombre_articles int not null check (nombre_articles > 0),
      -- a hundred lines of 99 pieces at a million euros do not fit into an int
      sous_total_centimes bigint not null check (sous_total_centimes >= 0),
      livraison_centimes int not null check (livraison_centimes >= 0),
      total_centimes bigint not null check (total_centimes = sous_total_centimes + livraison_centimes),
      cree_le timestamptz(3) not null default now()
    );
    -- ids are UUID v7, which are in the order of time
    create index commandes_par_acheteur on commandes (acheteur_id, id);
    create index commandes_par_statut on commandes (statut, id);
    create index commandes_par_numero on commandes (numero text_pattern_ops);
    create index commandes_par_email on commandes using gin (lower(email) gin_trgm_ops);
    create index commandes_d_un_email on commandes (lower(email));

    create table lignes_commande (
      commande_id uuid not null references commandes on delete cascade,
      position int not null,
      produit_id uuid references produits on delete set null,
      nom_fr text not null,
      nom_en text not null,
      prix_centimes int not null check (prix_centimes >= 0),
      quantite int not null check (quantite > 0),
      primary key (commande_id, position)
    );
    create index lignes_commande_par_produit on lignes_commande (produit_id);

    create table historique_commandes (
      id uuid primary key default uuidv7(),
      commande_id uuid not null references commandes on delete cascade,
      statut text not null,
      par text not null check (par in ('client', 'boutique')),
      le timestamptz(3) not null default now()
    );
    create index historique_par_commande on historique_commandes (commande_id, id);

    -- the first answer to each repeatable request, written in the transaction of its effects
    create table idempotence (
      acheteur_id uuid not null references acheteurs on delete cascade,
      cle text not null,
      empreinte bytea not null,
      reponse jsonb not null,
      cree_le timestamptz not null default now(),
      primary key (acheteur_id, cle)
    );
    create index idempotence_par_age on idempotence (cree_le);
  `);
}
