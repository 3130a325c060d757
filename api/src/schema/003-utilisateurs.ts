import type { Knex } from 'knex';

export const name = '003-utilisateurs';

/** Accounts. They have no passwords yet, so signing in is not possible. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table utilisateurs (
      id uuid primary key default uuidv7(),
      nom text not null,
      email text not null,
      role text not null check (role in ('admin', 'user')),
      profil_public boolean not null default false,
      actif boolean not null default true,
      cree_le timestamptz(3) not null default now()
    );
    create unique index utilisateurs_email on utilisateurs (lower(email));
    create index utilisateurs_publics on utilisateurs (nom collate "fr-x-icu", id) where profil_public and actif;
  `);
}
