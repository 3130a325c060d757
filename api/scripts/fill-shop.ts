import knex from 'knex';
import { readMigrationConfig } from '../src/config.ts';

/**
 * `DATABASE_URL=... node scripts/fill-shop.ts [N]`: inserts N (100 000) accounts, orders, reviews and lines of the
 * audit, and carts, for `explain.ts`. Each row depends only on its number. Only for a shop without orders, after
 * `migrate -- --produits`.
 */
const size = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(size) || size < 1_000) throw new Error('How many? A number from 1000 on is expected.');
const db = knex({ client: 'pg', connection: readMigrationConfig(process.env).databaseUrl, pool: { min: 0, max: 1 } });
if (await db('commandes').first('id')) throw new Error('This shop has orders: use a database of its own.');

const steps: Record<string, string> = {
  numeros: `
    create temporary table numeros as select (row_number() over (order by id) - 1)::int as numero, id from produits;
    create unique index on numeros (numero);
    analyze numeros`,
  utilisateurs: `
    insert into utilisateurs (nom, email, role)
    select prenom || ' ' || famille, lower(prenom) || '.' || lower(famille) || n || '@exemple.fr',
      case when n % 2000 = 0 then 'admin' else 'user' end
    from generate_series(1, :size::int) n,
      lateral (select ('{Camille,Ines,Hugo,Louise,Marius,Nadia,Oscar,Zoe}'::text[])[1 + n % 8] as prenom,
        ('{Durand,Moreau,Petit,Garnier,Lefevre,Roux,Blanc,Faure,Henry,Masson,Perrin}'::text[])[1 + n % 11] as famille) noms`,
  acheteurs: 'insert into acheteurs (utilisateur_id) select id from utilisateurs',
  guests: `
    insert into acheteurs (visiteur_sha256) select sha256(n::text::bytea) from generate_series(1, :size::int / 2) n`,
  // one order in ten has the same buyer
  commandes: `
    insert into commandes (numero, acheteur_id, statut, email, adresse, livraison, paiement, nombre_articles,
      sous_total_centimes, livraison_centimes, total_centimes, cree_le)
    select 'MBR-' || upper(lpad(to_hex(n * 7919::bigint % 16777216), 6, '0')), id,
      case when n % 100 < 90 then 'livree' when n % 100 < 95 then 'annulee' when n % 100 < 97 then 'expediee'
        when n % 100 < 98 then 'preparee' else 'confirmee' end,
      coalesce(email, 'invite' || n || '@exemple.com'),
      jsonb_build_object('nom', coalesce(nom, 'Camille Durand'), 'rue', n || ' rue des Lilas', 'codePostal', '69003',
        'ville', 'Lyon', 'pays', 'FR'),
      'standard', 'a-la-livraison', 3, 14970, 0, 14970, now() - (:size - n) * interval '1 minute'
    from generate_series(1, :size::int) n
    join (select row_number() over (order by a.id) as m, a.id, u.nom, u.email
      from acheteurs a left join utilisateurs u on u.id = a.utilisateur_id) acheteurs
      on m = case when n % 10 = 0 then 1 else 1 + n * 31::bigint % :size end
    order by n`,
  lignes_commande: `
    insert into lignes_commande (commande_id, position, produit_id, nom_fr, nom_en, prix_centimes, quantite)
    select c.id, position, p.id, 'Clavier', 'Keyboard', 4990, 1
    from (select id, row_number() over (order by id) as m from commandes) c
    cross join generate_series(0, 2) position
    join numeros p on p.numero = (c.m * 37 + position * 101) % (select count(*) from numeros)`,
  historique_commandes: `insert into historique_commandes (commande_id, statut, par) select id, statut, 'client' from commandes`,
  journal: `
    insert into journal (acteur_id, action, objet, objet_id, details)
    select (select id from utilisateurs where role = 'admin' limit 1), 'modification',
      case when n % 1000 = 0 then 'avis' when n % 10 = 0 then 'commande' else 'produit' end,
      p.id::text, '{"prixCentimes":{"avant":4990,"apres":5990}}'
    from generate_series(1, :size::int) n
    join numeros p on p.numero = n * 37::bigint % (select count(*) from numeros)
    order by n`,
  // one review in ten has the same product
  avis: `
    insert into avis (produit_id, utilisateur_id, auteur, note, titre, texte, langue)
    select p.id, u.id, u.nom, 1 + m % 5, 'Très bien', repeat('Il tient ses promesses. ', 10), 'fr'
    from (select id, nom, row_number() over (order by id) as m from utilisateurs) u
    join numeros p on p.numero = case when m % 10 = 0 then 0 else m * 37 % (select count(*) from numeros) end
    order by m`,
  // one full cart, and many small ones
  lignes_panier: `
    insert into lignes_panier (acheteur_id, produit_id, quantite)
    select a.id, p.id, 1
    from (select id, row_number() over (order by id) as m from acheteurs) a
    join generate_series(1, 100) n on m = 1 or (n <= 3 and m % 3 = 0)
    join numeros p on p.numero = (a.m * 37 + n * 101) % (select count(*) from numeros)`,
};

for (const [table, sql] of Object.entries(steps)) {
  const started = performance.now();
  await db.raw(sql, { size });
  console.log(`${table}: ${Math.round(performance.now() - started)} ms`);
}
// makes index-only counts and good plans possible at once, without waiting for autovacuum
await db.raw('vacuum analyze');
await db.destroy();
