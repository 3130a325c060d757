import type { Knex } from 'knex';

export const name = '001-recherche';

/**
 * Words and typo tolerance for every search. Texts and queries go through the same `mots()`, so that they agree in any
 * locale of the server.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create extension if not exists unaccent;
    create extension if not exists pg_trgm;
    create extension if not exists fuzzystrmatch;

    -- lower-case ASCII words with single spaces; immutable as long as the rules of unaccent stay unchanged
    create function mots(texte text) returns text
    language sql immutable strict parallel safe
    return btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, texte) collate "C"), '[^a-z0-9]+', ' ', 'g'));

    -- the stem that full text search keeps of a word; null for a stop word
    create function racine(mot text, langue text) returns text
    language sql immutable strict parallel safe
    return (ts_lexize(case langue when 'en' then 'pg_catalog.english_stem' else 'pg_catalog.french_stem' end::regdictionary, mot))[1];

    -- all words of all products, to tell typos from words; words are only ever added
    create table vocabulaire (
      langue text not null check (langue in ('fr', 'en')),
      mot text not null,
      racine text not null,
      primary key (langue, mot)
    );
    create index vocabulaire_racine on vocabulaire (langue, racine);
    create index vocabulaire_prefixe on vocabulaire (langue, mot text_pattern_ops);
    create index vocabulaire_trigrammes on vocabulaire using gist (mot gist_trgm_ops);

    -- the known words nearest to an unknown one, which could be meant by it
    create function mots_proches(inconnu text, langue text) returns text[]
    language sql stable strict parallel safe
    begin atomic
      with voisins as (
        select v.racine, levenshtein(v.mot, inconnu) as ecart, similarity(v.mot, inconnu) as ressemblance
        from (
          select * from vocabulaire where vocabulaire.langue = mots_proches.langue order by mot <-> inconnu limit 50
        ) as v
      ), possibles as (
        select racine, rank() over (order by ecart) as rang
        from voisins
        where ecart <= case when length(inconnu) < 4 then 0 when length(inconnu) < 6 then 1 else 2 end
           or (ecart = 3 and ressemblance >= 0.4)
      )
      select array_agg(distinct racine) from possibles where rang = 1;
    end;

    -- the typed text as a query: every word must match; the last one may be the start of a word;
    -- a word that is neither known nor the start of a known one is replaced by its nearest known words.
    -- Empty when nothing can match.
    create function requete_de_recherche(saisie text, langue text) returns tsquery
    language plpgsql stable strict parallel safe as $$
    declare
      saisis text[] := (string_to_array(mots(saisie), ' '))[1:10];
      dernier int := cardinality(saisis);
      requete tsquery;
      mot tsquery;
      variantes text[];
      debuts text[];
      stem text;
    begin
      for i in 1 .. dernier loop
        stem := racine(saisis[i], langue);
        continue when stem is null and dernier > 1;
        variantes := array(select v.racine from vocabulaire v
          where v.langue = requete_de_recherche.langue and v.racine = stem limit 1);
        if i = dernier or cardinality(variantes) = 0 then
          -- stems are shorter than words: 'mécaniq' must find 'mecan'
          debuts := array(select distinct v.racine from vocabulaire v
            where v.langue = requete_de_recherche.langue and v.mot like saisis[i] || '%' limit 50);
          if cardinality(debuts) > 0 then
            variantes := array(select distinct d from unnest(variantes || debuts) as d where not starts_with(d, saisis[i]))
              || (saisis[i] || ':*');
          end if;
        end if;
        if cardinality(variantes) = 0 then
          variantes := mots_proches(saisis[i], langue);
        end if;
        if variantes is null then
          return ''::tsquery;
        end if;
        mot := array_to_string(variantes, '|')::tsquery;
        requete := coalesce(requete && mot, mot);
      end loop;
      return coalesce(requete, ''::tsquery);
    end $$;
  `);
}
