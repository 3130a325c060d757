import type { Knex } from 'knex';

export const name = '005-comptes';

/**
 * Signing in, addresses, and the audit. Tokens are stored only as SHA-256, so that a reader of the table cannot use
 * them; they are long and random, so that no slower hash is needed. A deleted account is really deleted; rows that must
 * stay (orders, reviews, the audit) lose their reference to it.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table utilisateurs
      -- PHC string; with null, signing in is not possible
      add column mot_de_passe text,
      add column email_verifie_le timestamptz(3);
    -- for searches by staff for a piece of a name or e-mail address
    create index utilisateurs_recherche on utilisateurs using gin (lower(nom || ' ' || email) gin_trgm_ops);
    -- admins are few; a change that could remove the last one locks all of them
    create index utilisateurs_admins on utilisateurs (id) where role = 'admin';
    create index utilisateurs_desactives on utilisateurs (id) where not actif;

    create table sessions (
      jeton_sha256 bytea primary key,
      utilisateur_id uuid not null references utilisateurs on delete cascade,
      cree_le timestamptz(3) not null default now(),
      vue_le timestamptz(3) not null default now()
    );
    create index sessions_par_utilisateur on sessions (utilisateur_id);
    create index sessions_par_usage on sessions (vue_le);
    create index sessions_par_age on sessions (cree_le);

    -- browsers that have signed in to an account before: attempts from elsewhere cannot lock them out
    create table appareils (
      -- of one browser, which may have signed in to several accounts
      jeton_sha256 bytea not null,
      utilisateur_id uuid not null references utilisateurs on delete cascade,
      vu_le timestamptz(3) not null default now(),
      primary key (jeton_sha256, utilisateur_id)
    );
    create index appareils_par_utilisateur on appareils (utilisateur_id);
    create index appareils_par_age on appareils (vu_le);

    -- the number of attempts within one window of time, by key
    create unlogged table tentatives (
      cle text primary key,
      nombre int not null,
      debut timestamptz not null
    );
    create index tentatives_par_age on tentatives (debut);

    create table verifications (
      jeton_sha256 bytea primary key,
      utilisateur_id uuid not null references utilisateurs on delete cascade,
      email text not null,
      cree_le timestamptz(3) not null default now()
    );
    create index verifications_par_utilisateur on verifications (utilisateur_id);
    create index verifications_par_age on verifications (cree_le);

    create table adresses (
      id uuid primary key default uuidv7(),
      utilisateur_id uuid not null references utilisateurs on delete cascade,
      nom text not null,
      rue text not null,
      complement text,
      code_postal text not null,
      ville text not null,
      pays text not null,
      par_defaut boolean not null default false
    );
    create index adresses_par_utilisateur on adresses (utilisateur_id, id);
    create unique index adresses_par_defaut on adresses (utilisateur_id) where par_defaut;

    create table journal (
      id uuid primary key default uuidv7(),
      le timestamptz(3) not null default now(),
      acteur_id uuid references utilisateurs on delete set null,
      action text not null,
      objet text not null,
      objet_id text not null,
      details jsonb not null default '{}'
    );
    create index journal_par_objet on journal (objet, id);
    create index journal_par_acteur on journal (acteur_id);
  `);
}
