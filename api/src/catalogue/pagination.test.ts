import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { produitRow } from '../../test/rows.ts';

const sorts = ['pertinence', 'prix', '-prix', 'nom', 'nouveaute', 'note'];
const names = ['écran', 'Ecran', 'Zébu', 'abeille', 'Été', 'zoo'];

const test = base
  .extend(
    'walk',
    ({ api }) =>
      async (path: string, betweenPages: () => Promise<unknown> = async () => {}): Promise<Item[]> => {
        const items: Item[] = [];
        for (let next: string | undefined = path; next !== undefined; ) {
          const response: Response = await api.get(next);
          expect(response.status).toBe(200);
          items.push(...((await response.json()) as Item[]));
          next = response.headers.get('link')?.match(/^<([^>]*)>; rel="next"$/)?.[1];
          if (next) await betweenPages();
        }
        return items;
      },
  )
  .extend('cursorOf', ({ api }) => async (path: string): Promise<string> => {
    const link = (await api.get(path)).headers.get('link') ?? '';
    return new URL(link.slice(1, link.indexOf('>')), api.url).searchParams.get('apres') ?? '';
  });

// 60 products share a few prices, names, dates and ratings, so that every page ends among equal keys
test.beforeAll(async ({ db }) => {
  await db('produits').insert(
    Array.from({ length: 60 }, (_, i) =>
      produitRow({
        slug: `produit-${i}`,
        nom_fr: names[i % names.length],
        description_fr: i % 4 === 0 ? 'clavier clavier' : 'clavier',
        prix_centimes: 1000 + (i % 3),
        note: i % 3 === 0 ? null : 4 + (i % 2) / 2,
        cree_le: new Date(Date.UTC(2026, 0, 1 + (i % 5), 0, 0, 0, 7)),
      }),
    ),
  );
});

interface Item {
  slug: string;
  nom: string;
  prixCentimes: number;
  note: number | null;
  creeLe: string;
}

const order: Record<string, (a: Item, b: Item) => number> = {
  prix: (a, b) => a.prixCentimes - b.prixCentimes,
  '-prix': (a, b) => b.prixCentimes - a.prixCentimes,
  nom: (a, b) => a.nom.localeCompare(b.nom, 'fr'),
  nouveaute: (a, b) => b.creeLe.localeCompare(a.creeLe),
  note: (a, b) => (b.note ?? -1) - (a.note ?? -1),
};

test.for(sorts)('by %s, the pages together are the whole list, in order, each product once', async (tri, { walk }) => {
  for (const limite of [1, 7, 60]) {
    const items = await walk(`/api/produits?q=clavier&tri=${tri}&limite=${limite}`);
    expect(items).toHaveLength(60);
    expect(new Set(items.map(({ slug }) => slug)).size).toBe(60);
    const sorter = order[tri];
    if (sorter) expect(items.every((item, i) => i === 0 || sorter(items[i - 1] ?? item, item) <= 0)).toBe(true);
  }
});

test.for(sorts)(
  'by %s, products that are added between two pages neither repeat nor hide others',
  async (tri, { walk, db }) => {
    const before = (await walk(`/api/produits?q=clavier&tri=${tri}&limite=100`)).map(({ slug }) => slug);
    const added: string[] = [];
    const items = await walk(`/api/produits?q=clavier&tri=${tri}&limite=7`, async () => {
      const slug = `nouveau-${tri.replace('-', 'moins-')}-${added.length}`;
      added.push(slug);
      await db('produits').insert(produitRow({ slug, description_fr: 'clavier', prix_centimes: 1001, nom_fr: 'Été' }));
    });
    await db('produits').whereIn('slug', added).delete();
    const seen = items.map(({ slug }) => slug);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((slug) => !added.includes(slug))).toEqual(before);
  },
);

test('every page has the total number', async ({ api }) => {
  const first = await api.get('/api/produits?limite=50&prixMin=1000');
  expect(first.headers.get('x-total-count')).toBe('60');
  const link = first.headers.get('link') ?? '';
  expect(link).toMatch(/^<\/api\/produits\?limite=50&prixMin=1000&apres=[\w.%-]+>; rel="next"$/);
  const second = await api.get(link.slice(1, link.indexOf('>')));
  expect(second.headers.get('x-total-count')).toBe('60');
  expect(second.headers.get('link')).toBeNull();
  expect(await second.json()).toHaveLength(10);
});

test('refuses a cursor that was altered, byte by byte', async ({ cursorOf, api }) => {
  const cursor = await cursorOf('/api/produits?limite=5');
  for (let i = 0; i < cursor.length; i++) {
    const altered = cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1);
    expect((await api.get(`/api/produits?limite=5&apres=${altered}`)).status).toBe(400);
  }
});

test.for(['tri=prix', 'langue=en', 'categorie=claviers', 'prixMin=1', 'enStock=true', 'q=clavier'])(
  'refuses a cursor of the same list without %s',
  async (filter, { cursorOf, api }) => {
    const cursor = await cursorOf('/api/produits?limite=5');
    const response = await api.get(`/api/produits?limite=5&${filter}&apres=${cursor}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'curseur-invalide', erreurs: [{ chemin: 'query.apres' }] });
  },
);

test.for(['x', '.', '', '%20', 'WyJ4IiwieCJd.aaaaaaaaaaaaaaaa'])('refuses %o as a cursor', async (cursor, { api }) => {
  const response = await api.get(`/api/produits?apres=${cursor}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'curseur-invalide' });
});

test('accepts a cursor with another page size', async ({ cursorOf, api }) => {
  const cursor = await cursorOf('/api/produits?limite=5');
  expect(await (await api.get(`/api/produits?limite=3&apres=${cursor}`)).json()).toHaveLength(3);
});
