import type { Knex } from 'knex';

export const name = '005-comptes';

/**
 * Signing in, addresses, and the audit. Tokens are stored as SHA-256 only: they are random and long, so that nothing
 * slower is needed, and who reads the table cannot use them. An account that is deleted is really gone; what must stay
 * (orders, reviews, the audit) loses its reference.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table utilisateurs
      -- PHC string; null: nobody can sign in with this account
      add column mot_de_passe text,
      add column email_verifie_le timestamptz(3);
    -- staff searches for a part of a name or address
    create index utilisateurs_recherche on utilisateurs using gin (lower(nom || ' ' || email) gin_trgm_ops);
    -- few among many; what could take the last admin away locks all of them
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
      -- of one browser, whose people may have several accounts
      jeton_sha256 bytea not null,
      utilisateur_id uuid not null references utilisateurs on delete cascade,
      vu_le timestamptz(3) not null default now(),
      primary key (jeton_sha256, utilisateur_id)
    );
    create index appareils_par_utilisateur on appareils (utilisateur_id);
    create index appareils_par_age on appareils (vu_le);

    -- attempts within one window of time, by what they are counted for
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
