import type { Knex } from 'knex';

export const name = '008-avis';

/** Reviews; the mean and the count that lists show are kept in the product's row. Editing a product counts versions. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table avis (
      id uuid primary key default uuidv7(),
      produit_id uuid not null references produits on delete cascade,
      utilisateur_id uuid references utilisateurs on delete set null,
      -- null once the account is deleted
      auteur text,
      note int not null check (note between 1 and 5),
      titre text not null,
      texte text not null,
      langue text not null check (langue in ('fr', 'en')),
      cree_le timestamptz(3) not null default now(),
      unique (produit_id, utilisateur_id)
    );
    create index avis_par_produit on avis (produit_id, id);
    create index avis_par_utilisateur on avis (utilisateur_id);

    alter table produits add column version int not null default 1;
    -- staff lists what was changed last first, archived products too
    create index produits_par_modification on produits (modifie_le, id);
  `);
}
