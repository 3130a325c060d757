import { describe, expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { produitRow } from '../../test/rows.ts';

const test = base.extend('search', ({ api }) => async (q: string, langue = 'fr'): Promise<string[]> => {
  const response = await api.get(`/api/produits?${new URLSearchParams({ q, langue })}`);
  expect(response.status).toBe(200);
  const items = (await response.json()) as { slug: string }[];
  expect(response.headers.get('x-total-count')).toBe(String(items.length));
  return items.map(({ slug }) => slug);
});

test.beforeAll(async ({ db }) => {
  await db('produits').insert([
    produitRow({ slug: 'mecanique', nom_fr: 'Clavier mécanique Azur', nom_en: 'Azur mechanical keyboard' }),
    produitRow({ slug: 'membrane', nom_fr: 'Clavier plat Écume', nom_en: 'Écume flat keyboard' }),
    produitRow({
      slug: 'souris',
      categorie: 'souris',
      nom_fr: 'Souris sans fil Onyx',
      nom_en: 'Onyx wireless mouse',
      description_fr: 'Se pose à côté d’un clavier ; l’œil n’y voit qu’une ombre.',
      marque: 'Tapis Volant',
      caracteristiques: JSON.stringify([
        { nom: { fr: 'Liaison', en: 'Connection' }, valeur: { fr: 'Bluetooth 5.3', en: 'Bluetooth 5.3' } },
      ]),
    }),
  ]);
});

describe('finds', () => {
  test.for([
    ['by a word of the name', 'azur', ['mecanique']],
    ['without accents', 'mecanique', ['mecanique']],
    ['with accents that are not there', 'clàvïer mécanïque', ['mecanique']],
    ['in capitals', 'ÉCUME', ['membrane']],
    ['the plural', 'claviers mécaniques', ['mecanique']],
    ['with a typo in each word', 'clavié mécanik', ['mecanique']],
    ['with two letters swapped', 'calvier mecaniuqe', ['mecanique']],
    ['with a missing letter', 'sours', ['souris']],
    ['while the last word is being typed', 'clavier méc', ['mecanique']],
    ['from the first letters', 'on', ['souris']],
    ['by brand', 'tapis', ['souris']],
    ['by a characteristic', 'bluetooth', ['souris']],
    ['with stop words', 'le clavier qui est mécanique', ['mecanique']],
    ['while a stop word is being typed', 'clavier mécanique avec', ['mecanique']],
    ['behind a typographic apostrophe', 'l’œil', ['souris']],
    ['with a ligature spelt out', 'oeil', ['souris']],
    ['with punctuation of the query language', '!clavier & (mécanique | <->', ['mecanique']],
  ] as const)('%s: %s', async ([_, q, expected], { search }) => {
    expect(await search(q)).toEqual(expected);
  });

  test('the name before the description', async ({ search }) => {
    const found = await search('clavier');
    expect(found).toHaveLength(3);
    expect(found.at(-1)).toBe('souris');
  });

  test('in the language asked for', async ({ search }) => {
    expect(await search('mechanical keyboards', 'en')).toEqual(['mecanique']);
    expect(await search('mechanicl', 'en')).toEqual(['mecanique']);
    expect(await search('mice', 'en')).toEqual(['souris']);
    expect(await search('wireless')).toEqual([]);
  });

  test('a product by its new name, and a typo in it', async ({ db, search }) => {
    await db('produits').where({ slug: 'membrane' }).update({ nom_fr: 'Clavier extraplat Nacre' });
    expect(await search('nacre')).toEqual(['membrane']);
    expect(await search('extraplta')).toEqual(['membrane']);
    expect(await search('écume')).toEqual([]);
    await db('produits').where({ slug: 'membrane' }).update({ nom_fr: 'Clavier plat Écume' });
  });

  test('products by the new name of their category', async ({ db, search }) => {
    await db('categories').where({ slug: 'souris' }).update({ nom_fr: 'Pointeurs' });
    expect(await search('pointeur')).toEqual(['souris']);
    await db('categories').where({ slug: 'souris' }).update({ nom_fr: 'Souris' });
  });
});

describe('finds nothing, and does not fail', () => {
  test.for([
    ['for a word that is far from all others', 'xylophone'],
    ['for two words that no product has together', 'souris mécanique'],
    ['for an emoji', '🎹🎹'],
    ['for punctuation', '!!! ??? %%% ___'],
    ['for stop words alone', 'le la les'],
    ['for SQL', `'; drop table produits; --`],
    ['for the syntax of a query', `zz:* & !yy | (xx <-> ww)':*`],
    ['for backslashes', '\\\\ \\x00 \\u0000'],
    ['for another alphabet', 'клавиатура'],
    ['for a word of the maximum length', 'z'.repeat(100)],
  ] as const)('%s', async ([_, q], { search }) => {
    expect(await search(q)).toEqual([]);
  });
});

test('treats an empty search as no search', async ({ search }) => {
  expect(await search('')).toHaveLength(3);
  expect(await search('   ')).toHaveLength(3);
});

test('refuses more than 100 characters', async ({ api }) => {
  const response = await api.get(`/api/produits?q=${'a'.repeat(101)}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'requete-invalide', erreurs: [{ chemin: 'query.q' }] });
});

test('combines with filters, and the facets count the same', async ({ api }) => {
  const list = await api.get('/api/produits?q=clavier&categorie=claviers');
  expect(list.headers.get('x-total-count')).toBe('2');
  expect(await (await api.get('/api/produits/facettes?q=clavier&categorie=claviers')).json()).toMatchObject({
    total: 2,
    categories: [{ nombre: 2 }, { nombre: 1 }],
  });
  expect(await (await api.get('/api/produits/facettes?q=xylophone')).json()).toMatchObject({ total: 0 });
});

test('a sale changes neither the vocabulary nor the search index', async ({ db, search }) => {
  const before = await db('vocabulaire').count();
  await db('produits').where({ slug: 'souris' }).update({ stock: 1 });
  expect(await db('vocabulaire').count()).toEqual(before);
  expect(await search('onyx')).toEqual(['souris']);
});
