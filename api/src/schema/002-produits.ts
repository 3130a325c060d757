import type { Knex } from 'knex';

export const name = '002-produits';

/**
 * The catalogue. A product's pictures and characteristics are always read and written together with it and never
 * queried on their own, so they are JSON columns, in both languages, instead of tables to join.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table categories (
      slug text primary key,
      nom_fr text not null,
      nom_en text not null,
      ordre int not null
    );

    -- the bytes of pictures, by the hash of their content
    create table images (
      sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
      type text not null check (type ~ '^image/'),
      contenu bytea not null
    );
    -- pictures are compressed already
    alter table images alter column contenu set storage external;

    create table produits (
      id uuid primary key default uuidv7(),
      slug text not null unique,
      nom_fr text not null,
      nom_en text not null,
      description_fr text not null,
      description_en text not null,
      categorie text not null references categories (slug),
      marque text not null,
      prix_centimes int not null check (prix_centimes >= 0),
      stock int not null check (stock >= 0),
      note numeric(2, 1) check (note between 0 and 5),
      nombre_avis int not null default 0 check (nombre_avis >= 0),
      -- [{ fichier, largeur, hauteur, alt: { fr, en } }]
      images jsonb not null default '[]',
      -- [{ nom: { fr, en }, valeur: { fr, en } }]
      caracteristiques jsonb not null default '[]',
      actif boolean not null default true,
      -- milliseconds, the precision of JavaScript, because a cursor must hold the exact value
      cree_le timestamptz(3) not null default now(),
      modifie_le timestamptz(3) not null default now(),
      recherche_fr tsvector not null,
      recherche_en tsvector not null
    );
    -- ranking reads the vectors of every match, so other columns should be stored out of line first
    alter table produits alter column recherche_fr set storage main, alter column recherche_en set storage main;

    -- one per sort; a descending list walks its index backwards, id included
    create index produits_par_prix on produits (prix_centimes, id) where actif;
    create index produits_par_nom_fr on produits (nom_fr collate "fr-x-icu", id) where actif;
    create index produits_par_nom_en on produits (nom_en collate "en-x-icu", id) where actif;
    create index produits_par_date on produits (cree_le, id) where actif;
    create index produits_par_note on produits (coalesce(note, -1), id) where actif;
    -- counts and facets read only this index
    create index produits_par_categorie on produits (categorie, prix_centimes, stock) where actif;
    create index produits_recherche_fr on produits using gin (recherche_fr) where actif;
    create index produits_recherche_en on produits using gin (recherche_en) where actif;

    -- the description and the characteristics; the JSON's punctuation separates words like any other
    create function texte_secondaire(description text, caracteristiques jsonb, langue text) returns text
    language sql immutable parallel safe
    return description || jsonb_path_query_array(caracteristiques, ('$[*].*.' || langue)::jsonpath)::text;

    create function produits_indexer() returns trigger
    language plpgsql as $$
    declare
      categorie categories;
    begin
      select * into categorie from categories where slug = new.categorie;
      new.recherche_fr :=
        setweight(to_tsvector('pg_catalog.french', mots(new.nom_fr)), 'A') ||
        setweight(to_tsvector('pg_catalog.french', mots(concat_ws(' ', new.marque, categorie.nom_fr))), 'B') ||
        setweight(to_tsvector('pg_catalog.french', mots(texte_secondaire(new.description_fr, new.caracteristiques, 'fr'))), 'C');
      new.recherche_en :=
        setweight(to_tsvector('pg_catalog.english', mots(new.nom_en)), 'A') ||
        setweight(to_tsvector('pg_catalog.english', mots(concat_ws(' ', new.marque, categorie.nom_en))), 'B') ||
        setweight(to_tsvector('pg_catalog.english', mots(texte_secondaire(new.description_en, new.caracteristiques, 'en'))), 'C');
      return new;
    end $$;

    -- a bulk load may bring the vectors along
    create trigger produits_indexer_insert
    before insert on produits for each row
    when (new.recherche_fr is null or new.recherche_en is null) execute function produits_indexer();
    create trigger produits_indexer_update
    before update of nom_fr, nom_en, description_fr, description_en, categorie, marque, caracteristiques
    on produits for each row execute function produits_indexer();

    -- products are found by the new name of a renamed category
    create function categories_reindexer() returns trigger
    language plpgsql as $$
    begin
      update produits set categorie = new.slug where categorie = new.slug;
      return null;
    end $$;
    create trigger categories_reindexer
    after update of nom_fr, nom_en on categories for each row execute function categories_reindexer();

    create function produits_apprendre_mots() returns trigger
    language plpgsql as $$
    begin
      -- a sale changes the stock, but no text
      if tg_op = 'UPDATE' then
        if not exists (
          select from nouveaux join anciens using (id)
          where nouveaux.recherche_fr <> anciens.recherche_fr or nouveaux.recherche_en <> anciens.recherche_en
        ) then
          return null;
        end if;
      end if;
      insert into vocabulaire (langue, mot, racine)
      select langue, mot, racine(mot, langue)
      from (
        -- many products share a text, which is needed once
        select distinct langue, unnest(string_to_array(mots(texte), ' ')) as mot
        from (
          select distinct langue, texte
          from nouveaux join categories on categories.slug = nouveaux.categorie
          cross join lateral (values
            ('fr', concat_ws(' ', nouveaux.nom_fr, nouveaux.marque, categories.nom_fr)),
            ('fr', texte_secondaire(nouveaux.description_fr, nouveaux.caracteristiques, 'fr')),
            ('en', concat_ws(' ', nouveaux.nom_en, nouveaux.marque, categories.nom_en)),
            ('en', texte_secondaire(nouveaux.description_en, nouveaux.caracteristiques, 'en'))
          ) as textes (langue, texte)
        ) as textes
      ) as lus
      where length(mot) between 1 and 40 and racine(mot, langue) is not null
      -- always in the same order, so that two writers cannot deadlock
      order by langue, mot
      on conflict do nothing;
      return null;
    end $$;
    create trigger produits_apprendre_mots_insert
    after insert on produits referencing new table as nouveaux
    for each statement execute function produits_apprendre_mots();
    create trigger produits_apprendre_mots_update
    after update on produits referencing old table as anciens new table as nouveaux
    for each statement execute function produits_apprendre_mots();
  `);
}
