import type { Knex } from 'knex';

export const name = '006-acheteurs';

/** Buyers: an account, or the browser of a guest. Carts and favourites belong to them. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table acheteurs (
      id uuid primary key default uuidv7(),
      utilisateur_id uuid unique references utilisateurs on delete cascade,
      -- the digest of the token in a guest's cookie
      visiteur_sha256 bytea unique,
      vu_le timestamptz(3) not null default now(),
      check (num_nonnulls(utilisateur_id, visiteur_sha256) = 1)
    );
    create index acheteurs_visiteurs_par_age on acheteurs (vu_le) where utilisateur_id is null;

    create table lignes_panier (
      acheteur_id uuid not null references acheteurs on delete cascade,
      produit_id uuid not null references produits on delete cascade,
      quantite int not null check (quantite between 1 and 99),
      ajoutee_le timestamptz not null default now(),
      primary key (acheteur_id, produit_id)
    );
    create index lignes_panier_par_produit on lignes_panier (produit_id);

    create table favoris (
      acheteur_id uuid not null references acheteurs on delete cascade,
      produit_id uuid not null references produits on delete cascade,
      ajoute_le timestamptz not null default now(),
      primary key (acheteur_id, produit_id)
    );
    create index favoris_par_produit on favoris (produit_id);
  `);
}
