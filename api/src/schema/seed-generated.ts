import type { Knex } from 'knex';

/**
 * Generates products until there are `size` beyond the demo ones, for benches. Each is a variation of a demo product
 * that depends only on its number, so that every run gives the same shop.
 */
export async function generateProduits(db: Knex, size: number): Promise<void> {
  await db.raw(
    `
    insert into produits (
      id, slug, nom_fr, nom_en, description_fr, description_en, categorie, marque, prix_centimes, stock, note,
      nombre_avis, images, caracteristiques, cree_le, modifie_le, recherche_fr, recherche_en
    )
    select
      -- a UUID v7 whose random part is the number
      (lpad(to_hex(ms >> 16), 8, '0') || '-' || lpad(to_hex(ms & 65535), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
      'serie-' || n, nom_fr || ' série ' || n % 200, nom_en || ' series ' || n % 200, description_fr, description_en,
      categorie, marque,
      greatest(100, (prix_centimes * (50 + hash % 101) / 100 / 10) * 10 - 1),
      case when hash % 10 = 0 then 0 else hash % 97 end,
      case when hash % 7 > 0 then 2.5 + (hash % 26) / 10.0 end,
      case when hash % 7 > 0 then hash % 400 else 0 end,
      images, caracteristiques, cree_le, cree_le,
      recherche_fr || setweight(to_tsvector('pg_catalog.french', 'serie ' || n % 200), 'A'),
      recherche_en || setweight(to_tsvector('pg_catalog.english', 'series ' || n % 200), 'A')
    from (
      select n, modele, abs(hashint4(n)::bigint) as hash, timestamptz '2025-01-01Z' + n * interval '7 minutes' as cree_le,
        extract(epoch from timestamptz '2025-01-01Z' + n * interval '7 minutes')::bigint * 1000 as ms
      from generate_series(1, cast(:size as int)) as n
      cross join lateral (select (n - 1) % (select count(*) from produits where slug not like 'serie-%') as modele)
    ) as numeros
    join (
      select row_number() over (order by slug) - 1 as modele, nom_fr, nom_en, description_fr, description_en, categorie,
        marque, prix_centimes, images, caracteristiques, recherche_fr, recherche_en
      from produits where slug not like 'serie-%'
    ) as modeles using (modele)
    on conflict do nothing
    `,
    { size },
  );
}

/**
 * Makes index-only counts and good plans possible at once, without waiting for autovacuum. No transaction may be open.
 */
export async function vacuumProduits(db: Knex): Promise<void> {
  await db.raw('vacuum analyze produits, vocabulaire');
}
