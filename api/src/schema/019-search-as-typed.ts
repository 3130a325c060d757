import type { Knex } from 'knex';

export const name = '019-search-as-typed';

/**
 * Texts and searches go through one normaliser, `normaliser()`: a number and its unit are one word however they are
 * written, and a hyphenated word is found joined and apart. Searches know the synonyms that staff keeps. Staff's own
 * searches compare `mots()`, which fold case, accents and apostrophes. No pattern has a question mark, which knex would
 * replace.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(NORMALISER);
  await db.raw(SYNONYMES);
  await db.raw(REQUETE);
  await db.raw(INDEXES);
  await db.raw(
    `with lines as materialized (select uuidv7() as id, line from unnest(?::text[]) as lines (line)),
     groupes as (insert into synonymes (id) select id from lines)
     insert into termes_synonymes (synonyme_id, position, terme)
     select id, position, terme
     from lines cross join lateral unnest(string_to_array(line, ', ')) with ordinality as termes (terme, position)`,
    [DEFAULT_SYNONYMES],
  );
}

const NORMALISER = `
  -- lower-case ASCII words with single spaces. Of an indexed text, also the parts of what is one word in a search:
  -- '1 To' is '1to' in a search, and '1 1to to' in the index; 'Wi-Fi' is 'wi fi', and 'wi fi wifi'; '2,5' is '2v5'.
  -- Few patterns: PostgreSQL keeps 32 compiled ones
  create function normaliser(texte text, langue text, indexe boolean) returns text
  language plpgsql immutable strict parallel safe as $$
  declare
    -- spellings of units by what is indexed
    unites constant jsonb := '{
      "to": "to", "tb": "to", "tio": "to", "tera": "to", "teras": "to", "teraoctet": "to", "teraoctets": "to", "terabyte": "to", "terabytes": "to",
      "go": "go", "gb": "go", "gio": "go", "gig": "go", "gigs": "go", "giga": "go", "gigas": "go", "gigaoctet": "go", "gigaoctets": "go", "gigabyte": "go", "gigabytes": "go",
      "mo": "mo", "mb": "mo", "mio": "mo", "megaoctet": "mo", "megaoctets": "mo", "megabyte": "mo", "megabytes": "mo",
      "gbps": "gbps", "gbits": "gbps", "gbit": "gbps", "gigabit": "gbps", "gigabits": "gbps", "mops": "mops", "mbps": "mops",
      "hz": "hz", "hertz": "hz", "khz": "khz", "kilohertz": "khz", "mhz": "mhz", "megahertz": "mhz", "ghz": "ghz", "gigahertz": "ghz",
      "pouce": "pouces", "pouces": "pouces", "inch": "pouces", "inches": "pouces",
      "w": "w", "watt": "w", "watts": "w", "wh": "wh", "mah": "mah", "db": "db", "k": "k", "fps": "fps", "ppp": "ppp", "dpi": "ppp",
      "mm": "mm", "millimetre": "mm", "millimetres": "mm", "cm": "cm", "centimetre": "cm", "centimetres": "cm", "m": "m", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
      "kg": "kg", "kilo": "kg", "kilos": "kg", "kilogramme": "kg", "kilogrammes": "kg", "g": "g", "gr": "g", "gramme": "g", "grammes": "g", "gram": "g", "grams": "g",
      "ms": "ms", "milliseconde": "ms", "millisecondes": "ms", "millisecond": "ms", "milliseconds": "ms", "h": "h", "heure": "h", "heures": "h", "hour": "h", "hours": "h"}';
    t text := lower(public.unaccent('public.unaccent'::regdictionary, translate(texte, U&'\\00A0\\202F\\2009', '   ')) collate "C");
    -- each begins with a number, except the first
    parties text[];
    ecrit text;
    mot text;
    suivant text;
    suite text;
    nombre text;
    collee text;
    unite text;
  begin
    if t ~ '[0-9]' then
      -- quotation marks in pairs are no inches
      t := regexp_replace(t, '"([^"]*)"', ' \\1 ', 'g');
      t := regexp_replace(t, '([0-9]) {0,1}("|'''')', '\\1 pouces ', 'g');
      t := regexp_replace(t, '\\m([0-9]{1,3}),([0-9]{3})\\M', '\\1\\2', 'g');
      t := regexp_replace(t, '\\m([0-9]{1,3}) 000\\M', '\\1000', 'g');
      t := regexp_replace(t, '([0-9])[.,]0([^0-9]|$)', '\\1\\2', 'g');
      t := regexp_replace(t, '([0-9])[.,]([0-9])', '\\1v\\2', 'g');
      -- 1920 × 1080
      t := regexp_replace(t, '\\m([0-9]{3,4}) {0,1}[*x] {0,1}([0-9]{3,4})\\M', case when indexe then '\\1x\\2 \\1 \\2' else '\\1x\\2' end, 'g');
      t := regexp_replace(replace(t, 'images/s', 'fps'), '\\m([mg][bo])(it){0,1}/s\\M', '\\1ps', 'g');
    end if;
    if indexe then
      t := regexp_replace(t, '\\m([a-z0-9]+)[-.]([a-z0-9]+)[-.]([a-z0-9]+)\\M', '\\1 \\2 \\1\\2 \\3 \\1\\2\\3', 'g');
      t := regexp_replace(t, '\\m([a-z0-9]+)[-.]([a-z0-9]+)\\M', '\\1 \\2 \\1\\2', 'g');
    end if;
    t := btrim(regexp_replace(t, '[^a-z0-9]+', ' ', 'g'));
    if t !~ '[0-9]' then
      return t;
    end if;
    parties := string_to_array(regexp_replace(' ' || t, ' ([0-9])', '~\\1', 'g'), '~');
    ecrit := parties[1];
    for i in 2 .. cardinality(parties) loop
      mot := split_part(parties[i], ' ', 1);
      suivant := split_part(parties[i], ' ', 2);
      suite := substr(parties[i], length(mot) + 1);
      collee := ltrim(mot, '0123456789v');
      nombre := left(mot, length(mot) - length(collee));
      -- 'to' is a word in English ranges: 0.1 to 4 mm
      unite := unites ->> case when collee <> '' then collee when langue = 'fr' or suivant <> 'to' then suivant end;
      ecrit := ecrit || ' ' || case
        when unite is null then mot
        when not indexe then nombre || unite
        else concat_ws(' ', nombre, nombre || unite,
          -- 7 300 Mo/s is one number, or two
          case when length(nombre) = 3 and i > 2 and parties[i - 1] ~ '^[0-9]{1,3}$' then parties[i - 1] || nombre || unite end,
          nullif(collee, ''))
        end
        || case when indexe and nombre like '%v%' then ' ' || split_part(nombre, 'v', 1) else '' end
        || case when unite is not null and collee = '' and not indexe then substr(suite, length(suivant) + 2) else suite end;
    end loop;
    return btrim(ecrit);
  end $$;

  -- French words without what gender and number add, as far as the stemmer needs accents for it: légère, incurvée, blanche
  create function accorder(termes text, langue text) returns text
  language sql immutable strict parallel safe
  return case when langue = 'fr' then
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(termes,
      '([a-z]{2})ees{0,1}\\M', '\\1e', 'g'),
      '([a-z]{2})eres{0,1}\\M', '\\1er', 'g'),
      '([a-z]{2}[cg])[hu]es{0,1}\\M', '\\1', 'g'),
      '([a-z]{2})([tlns])\\2es{0,1}\\M', '\\1\\2', 'g')
    else termes end;

  -- the stop words of PostgreSQL whose accents are gone, and some more with accents
  create or replace function racine(mot text, langue text) returns text
  language sql immutable strict parallel safe
  return case when langue = 'fr' and mot = any ('{a,ca,tres,deja,apres,la,meme,memes,ete,etee,etees,etes,etais,etait,etions,etiez,etaient,fumes,futes,fut,eumes,eutes,eut}'::text[])
    then null
    -- full text search keeps words with digits as they are
    when mot ~ '[0-9]' then mot
    else (ts_lexize(case langue when 'en' then 'pg_catalog.english_stem' else 'pg_catalog.french_stem' end::regdictionary,
      accorder(mot, langue)))[1] end;

  create function vecteur(texte text, langue text) returns tsvector
  language sql immutable strict parallel safe
  return to_tsvector(case langue when 'en' then 'pg_catalog.english' else 'pg_catalog.french' end::regconfig,
    accorder(normaliser(texte, langue, true), langue));
`;

const SYNONYMES = `
  create function singulier(mots text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(mots, '([a-z]{2})[sx]\\M', '\\1', 'g');

  -- what spellings of a synonym have in common: letters and digits, without plurals
  create function cle_synonyme(terme text) returns text
  language sql immutable strict parallel safe
  return singulier(replace(singulier(normaliser(terme, 'fr', false)), ' ', ''));

  -- groups of terms that mean the same to a search; edited by staff, read by every search that contains one of them
  create table synonymes (
    id uuid primary key default uuidv7(),
    version int not null default 1,
    cree_le timestamptz(3) not null default now(),
    modifie_le timestamptz(3) not null default now()
  );
  create table termes_synonymes (
    synonyme_id uuid not null references synonymes on delete cascade,
    position int not null,
    terme text not null,
    cle text not null generated always as (cle_synonyme(terme)) stored check (cle <> ''),
    primary key (synonyme_id, position),
    constraint termes_synonymes_cle unique (cle)
  );
  create index termes_synonymes_debut on termes_synonymes (cle text_pattern_ops);
  create index termes_synonymes_recherche on termes_synonymes using gin (mots(terme) gin_trgm_ops);

  -- searches find other products: the same announcement as for products, which older builds know, too
  create trigger announce_change after insert or update or delete or truncate on termes_synonymes
  for each statement execute function announce_change('produits');
`;

const REQUETE = `
  create function lettres(mot text) returns text
  language sql immutable strict parallel safe
  return (select string_agg(lettre, '' order by lettre) from string_to_table(mot, null) as lettre);

  -- digits are never corrected: 16go is not 16to
  create or replace function mots_proches(inconnu text, langue text) returns text[]
  language sql stable strict parallel safe
  begin atomic
    with voisins as (
      select v.mot, v.racine, levenshtein(v.mot, inconnu) as ecart, similarity(v.mot, inconnu) as ressemblance
      from (
        select * from vocabulaire
        where vocabulaire.langue = mots_proches.langue and inconnu !~ '[0-9]' order by mot <-> inconnu limit 50
      ) as v
    ), possibles as (
      select racine, rank() over (order by ecart) as rang
      from voisins
      where ecart <= case when length(inconnu) < 4 then 0 when length(inconnu) < 6 then 1 else 2 end
         -- two letters swapped
         or (ecart = 2 and length(inconnu) > 3 and lettres(mot) = lettres(inconnu))
         or (ecart = 3 and ressemblance >= 0.4)
    )
    select array_agg(distinct racine) from possibles where rang = 1;
  end;

  create function est_connu(mot text, langue text) returns boolean
  language sql stable strict parallel safe
  begin atomic
    select exists (select from vocabulaire v where v.langue = est_connu.langue and v.mot = est_connu.mot);
  end;

  -- two known words that were typed as one: fullhd
  create function mots_colles(mot text, langue text) returns tsquery
  language sql stable strict parallel safe
  begin atomic
    select string_agg(format('(%s <-> %s)', racine(debut, langue), racine(fin, langue)), '|')::tsquery
    from generate_series(2, least(length(mot), 30) - 1) as coupe
    cross join lateral (select left(mot, coupe) as debut, substr(mot, coupe + 1) as fin) as mots
    where (length(fin) > 1 or fin ~ '[0-9]') and est_connu(debut, langue) and est_connu(fin, langue);
  end;

  -- one typed word as a query; null when no product can have it. A beginning of a word counts when the word is being
  -- typed, or is not known. An exact word is neither completed nor corrected.
  create function requete_du_mot(mot text, langue text, en_cours boolean, exact boolean) returns tsquery
  language plpgsql stable strict parallel safe as $$
  declare
    -- stems are shorter than words: 'mécaniq' must find 'mecan'
    variantes text[] := array(select v.racine from vocabulaire v
      where v.langue = requete_du_mot.langue and v.racine = racine(requete_du_mot.mot, requete_du_mot.langue) limit 1);
    debuts text[];
    colles tsquery;
  begin
    if en_cours or (cardinality(variantes) = 0 and not exact) then
      debuts := array(select distinct v.racine from vocabulaire v
        where v.langue = requete_du_mot.langue and v.mot like requete_du_mot.mot || '%' limit 50);
      if cardinality(debuts) > 0 then
        variantes := array(select distinct d from unnest(variantes || debuts) as d where not starts_with(d, mot)) || (mot || ':*');
      end if;
    end if;
    if cardinality(variantes) = 0 then
      colles := mots_colles(mot, langue);
      if colles is not null or exact then
        return colles;
      end if;
      variantes := mots_proches(mot, langue);
    end if;
    return array_to_string(variantes, '|')::tsquery;
  end $$;

  -- words of a search as a query; null when one of them can be in no product. The last one may be in the middle of being
  -- typed. Neighbours that are known as one word may be meant as one: wi fi.
  create function requete_des_mots(saisis text[], langue text, en_cours boolean, exact boolean) returns tsquery
  language plpgsql stable strict parallel safe as $$
  declare
    n constant int := cardinality(saisis);
    -- as in cle_synonyme
    cles constant text[] := array(select singulier(mot) from unnest(saisis) with ordinality as s (mot, rang) order by rang);
    i int := 1;
    fin int;
    colle text;
    requete tsquery;
    partie tsquery;
    reste tsquery;
    mot tsquery;
  begin
    while i <= n loop
      partie := null;
      for longueur in reverse least(4, n - i + 1) .. 1 loop
        fin := i + longueur - 1;
        colle := array_to_string(saisis[i:fin], '');
        if not exact then
          partie := requete_des_synonymes(singulier(array_to_string(cles[i:fin], '')), langue, en_cours and fin = n);
          if partie is not null and longueur = 1 and en_cours and fin = n then
            partie := coalesce(partie || requete_du_mot(saisis[i], langue, true, true), partie);
          end if;
        end if;
        if partie is null and longueur in (2, 3) and (est_connu(colle, langue)
          or (en_cours and fin = n and exists (select from vocabulaire v where v.langue = requete_des_mots.langue and v.mot like colle || '%')))
        then
          partie := (colle || case when en_cours and fin = n then ':*' else '' end)::tsquery || coalesce(racine(colle, langue), colle)::tsquery;
          -- or two words side by side; but c of usb c is a stop word, so that the other alone would find every usb
          if longueur = 2 and not exists (select from unnest(saisis[i:fin]) as s where length(s) = 1 and racine(s, langue) is null) then
            reste := null;
            for k in i .. fin loop
              if racine(saisis[k], langue) is not null then
                mot := requete_du_mot(saisis[k], langue, en_cours and k = n, true);
                reste := coalesce(reste <-> mot, mot);
              end if;
            end loop;
            partie := coalesce(partie || reste, partie);
          end if;
        end if;
        exit when partie is not null;
      end loop;
      if partie is null then
        fin := i;
        if racine(saisis[i], langue) is not null or n = 1 then
          partie := requete_du_mot(saisis[i], langue, en_cours and i = n, exact);
          if partie is null then
            return null;
          end if;
        end if;
      end if;
      requete := coalesce(requete && partie, requete, partie);
      i := fin + 1;
    end loop;
    return requete;
  end $$;

  -- any term of the group that has the asked one; null when none has it, or no product has any of its terms.
  -- While it is typed, the beginning of a term counts when no product has a word that begins so.
  create function requete_des_synonymes(asked text, langue text, en_cours boolean) returns tsquery
  language plpgsql stable strict parallel safe as $$
  declare
    groupe uuid := (select t.synonyme_id from termes_synonymes t where t.cle = asked);
    autre tsquery;
    requete tsquery;
    terme text;
  begin
    if groupe is null and en_cours and length(asked) > 2
      and not exists (select from vocabulaire v where v.langue = requete_des_synonymes.langue and v.mot like asked || '%')
    then
      groupe := (select t.synonyme_id from termes_synonymes t where t.cle like asked || '%' order by t.cle limit 1);
    end if;
    if groupe is null then
      return null;
    end if;
    for terme in select t.terme from termes_synonymes t where t.synonyme_id = groupe loop
      autre := requete_des_mots(string_to_array(normaliser(terme, langue, false), ' '), langue, false, true);
      requete := coalesce(requete || autre, requete, autre);
    end loop;
    return requete;
  end $$;

  create or replace function requete_de_recherche(saisie text, langue text) returns tsquery
  language sql stable strict parallel safe
  begin atomic
    select coalesce(
      requete_des_mots((string_to_array(nullif(normaliser(saisie, langue, false), ''), ' '))[1:10], langue, true, false), ''::tsquery);
  end;
`;

const INDEXES = `
  create or replace function produits_indexer() returns trigger
  language plpgsql as $$
  declare
    categorie categories;
  begin
    select * into categorie from categories where slug = new.categorie;
    new.recherche_fr :=
      setweight(vecteur(new.nom_fr, 'fr'), 'A') ||
      setweight(vecteur(concat_ws(' ', new.marque, categorie.nom_fr), 'fr'), 'B') ||
      setweight(vecteur(texte_secondaire(new.description_fr, new.caracteristiques, 'fr'), 'fr'), 'C');
    new.recherche_en :=
      setweight(vecteur(new.nom_en, 'en'), 'A') ||
      setweight(vecteur(concat_ws(' ', new.marque, categorie.nom_en), 'en'), 'B') ||
      setweight(vecteur(texte_secondaire(new.description_en, new.caracteristiques, 'en'), 'en'), 'C');
    return new;
  end $$;

  create or replace function produits_apprendre_mots() returns trigger
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
      select distinct langue, unnest(string_to_array(normaliser(texte, langue, true), ' ')) as mot
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

  delete from vocabulaire where racine(mot, langue) is null;
  update vocabulaire set racine = racine(mot, langue) where racine <> racine(mot, langue);
  -- the triggers index every product, and learn the new words
  update produits set categorie = categorie;

  -- staff's searches for accounts and orders
  create index utilisateurs_mots on utilisateurs using gin (mots(nom || ' ' || email) gin_trgm_ops);
  create index commandes_mots on commandes using gin (mots(coalesce(adresse ->> 'nom', '') || ' ' || coalesce(email, '')) gin_trgm_ops);
  -- without numbers about the new expressions, a common name would be looked for in the whole index
  analyze produits, vocabulaire, utilisateurs, commandes;
`;

/** One group a line: connectors, sizes and devices under their short and old names. Staff changes them afterwards. */
const DEFAULT_SYNONYMES = [
  'usb-c, usb type c, type-c',
  'usb-a, usb type a, type-a',
  'displayport, dp',
  'ethernet, rj45, lan, prise réseau',
  'jack, mini-jack, jack 3.5, prise casque',
  'm.2, ngff',
  'pcie, pci express',
  'full hd, fhd, 1080p, 1920x1080',
  'qhd, wqhd, 2k, 1440p, 2560x1440',
  '4k, uhd, ultra hd, 2160p, 3840x2160',
  '5k, 5120x2880',
  'ram, mémoire vive, mémoire, memory',
  'hdd, disque dur, hard drive, hard disk',
  'ssd, disque ssd, solid state drive',
  'clé usb, clef usb, pendrive, flash drive, thumb drive, usb stick, usb key',
  'carte sd, carte mémoire, sd card, memory card',
  'nas, serveur de fichiers, stockage réseau, file server',
  'écran, moniteur',
  'monitor, screen',
  'ultra-large, ultrawide',
  'enceinte, haut-parleur',
  'speaker, loudspeaker',
  'écouteurs, oreillettes, earbuds, earphones',
  'micro, microphone, mic',
  'anc, réduction de bruit, antibruit, noise cancelling',
  'ordinateur portable, pc portable, laptop, notebook',
  'ordinateur fixe, ordinateur de bureau, pc fixe, pc de bureau, desktop computer',
  'tout-en-un, all-in-one, aio',
  'gamer, gaming',
  'manette, gamepad, joypad, controller',
  'station d’accueil, dock, docking station',
  'switch, commutateur, interrupteur',
  'chaise, fauteuil, siège',
  'câble, cordon',
  'webcam, caméra',
  'visioconférence, visio, video call',
  'bluetooth, bt',
  'rgb, rvb',
  'colour, color',
  'grey, gray',
];
