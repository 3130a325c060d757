import type { Knex } from 'knex';

export const name = '012-bounded-counts';

/**
 * What counting and ranking a part of the matches needs, however many there are. Whether a product can be bought gets a
 * column, so that no index has the stock: an order then writes no index, as long as the row's new version fits on its page
 * and the product is not sold out. Each page keeps a tenth free for that (https://www.postgresql.org/docs/18/storage-hot.html).
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    -- adding the column writes the whole table anew, with the free room
    alter table produits set (fillfactor = 90);
    alter table produits add column disponible boolean not null generated always as (stock > 0) stored;

    -- one per sort within a category, whose products often lie together: others would be read first
    drop index produits_par_categorie;
    create index produits_par_categorie on produits (categorie, prix_centimes, id) where actif;
    create index produits_par_categorie_nom_fr on produits (categorie, nom_fr collate "fr-x-icu", id) where actif;
    create index produits_par_categorie_nom_en on produits (categorie, nom_en collate "en-x-icu", id) where actif;
    create index produits_par_categorie_date on produits (categorie, cree_le, id) where actif;
    create index produits_par_categorie_note on produits (categorie, coalesce(note, -1), id) where actif;
    -- for the facets
    create index produits_par_choix on produits (categorie, disponible, prix_centimes) where actif;

    -- names alone: a search with many matches shows those first whose names match
    create index produits_noms_fr on produits using gin (ts_filter(recherche_fr, '{a}')) where actif;
    create index produits_noms_en on produits using gin (ts_filter(recherche_en, '{a}')) where actif;
  `);
}
