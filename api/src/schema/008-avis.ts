import type { Knex } from 'knex';

export const name = '008-avis';

/**
 * Reviews; their mean and count for lists are stored in the product's row. Products get versions. Uploaded pictures get
 * an age, so that those without a product can be deleted.
 */
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

    -- removes the author's name from reviews, however the account was deleted
    create function avis_anonymiser() returns trigger
    language plpgsql as $$
    begin
      new.auteur := null;
      return new;
    end $$;
    create trigger avis_anonymiser
    before update of utilisateur_id on avis for each row
    when (old.utilisateur_id is not null and new.utilisateur_id is null) execute function avis_anonymiser();

    -- clears means of the demo data without reviews
    update produits set note = null, nombre_avis = 0 where nombre_avis > 0;

    alter table produits
      add column version int not null default 1,
      -- the text that staff searches for a piece of
      add column recherche_edition text not null
        generated always as (mots(nom_fr || ' ' || nom_en || ' ' || marque || ' ' || slug)) stored;
    create index produits_recherche_edition on produits using gin (recherche_edition gin_trgm_ops);
    -- the list for staff, archived products included, has the last changed first
    create index produits_par_modification on produits (modifie_le, id);
    create index produits_archives on produits (modifie_le, id) where not actif;
    -- the site map reads only this index
    create index produits_plan_du_site on produits (modifie_le desc, slug) include (categorie) where actif;

    -- to find the last change of a row
    create index journal_d_un_objet on journal (objet_id, id);

    alter table images add column cree_le timestamptz not null default now();
  `);
}
