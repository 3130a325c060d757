import type { Langue } from '@boutique/contracts/common';
import type { Knex } from 'knex';

/** Below this likeness (pg_trgm), a word has nothing to do with another. Measured: "xylophone" and "microphone" 0.24. */
const LIKENESS = 0.2;

/**
 * For each typed word that no search can find, and for each that a search finds only by correcting it, the most similar
 * word of the products' names and descriptions, as it is written there; null for the others.
 */
export async function nearestWords(db: Knex, words: readonly string[], langue: Langue): Promise<(string | null)[]> {
  const { rows } = await db.raw<{ rows: { mot: string | null }[] }>(
    `with saisi as materialized (
       select typed.word, typed.position, etat.*,
         case when etat.est_corrige then mots_proches(mots(typed.word), :langue) end as proches
       from unnest(cast(:words as text[])) with ordinality as typed (word, position)
       cross join lateral (
         select
           requete_de_recherche(typed.word, :langue) = ''::tsquery as est_inconnu,
           requete_des_mots(string_to_array(nullif(normaliser(typed.word, :langue, false), ''), ' '), :langue, true, true) is null
             and requete_des_synonymes(singulier(mots(typed.word)), :langue, true) is null as est_corrige
       ) as etat
     )
     select coalesce(written.mot, voisin.mot) as mot
     from saisi
     left join lateral (
       select near.mot, near.racine
       from (
         select v.mot, v.racine from vocabulaire as v
         where v.langue = :langue and v.mot !~ '[0-9]' and length(v.mot) > 2
           and (saisi.est_inconnu or v.racine = any (saisi.proches))
         order by v.mot <-> mots(saisi.word)
         limit 1
       ) as near
       where similarity(near.mot, mots(saisi.word)) >= :likeness
     ) as voisin on saisi.est_inconnu or saisi.est_corrige
     left join lateral (
       select lower(part) as mot
       from (
         select p.nom_${langue} || ' ' || p.description_${langue} as texte from produits as p
         where p.actif and p.recherche_${langue} @@ cast(voisin.racine as tsquery)
         limit 10
       ) as found, regexp_split_to_table(found.texte, '[^[:alnum:]]+') as part
       where mots(part) = voisin.mot
       limit 1
     ) as written on true
     order by saisi.position`,
    { words: [...words], langue, likeness: LIKENESS },
  );
  return rows.map(({ mot }) => mot);
}
