import type { ProduitEdite } from '@boutique/contracts/administration';
import type { Problem } from '@boutique/contracts/problems';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { browserOf, createAccount } from '../../test/people.ts';
import { produitRow, recordPurchase } from '../../test/rows.ts';

let admin: ReturnType<typeof browserOf>;
let adminId: string;

const test = base
  .extend('createRow', ({ db }) => async (row: Record<string, unknown> = {}): Promise<string> => {
    const [{ id }] = await db('produits').insert(produitRow(row)).returning('id');
    return id;
  })
  .extend(
    'journalOf',
    ({ db }) =>
      (id: string) =>
        db('journal').where({ objet: 'produit', objet_id: id }).orderBy('id').select('acteur_id', 'action', 'details'),
  );

test.beforeAll(async ({ db, api }) => {
  const account = await createAccount(db, 'admin', { nom: 'Dominique' });
  adminId = account.id;
  admin = browserOf(api, { session: account.token });
});

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  admin.fetch(admin.baseUrl + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const problemOf = async (response: Response) => (await response.json()) as Problem;

async function readEdition(id: string) {
  const response = await send('GET', `/api/administration/produits/${id}`);
  const { id: _, stock, creeLe, modifieLe, ...edition } = (await response.json()) as ProduitEdite;
  return { edition, stock, modifieLe, creeLe, etag: response.headers.get('etag') ?? '', response };
}
const put = (id: string, etag: string, edition: object) =>
  send('PUT', `/api/produits/${id}`, edition, { 'if-match': etag });

test('of 20 parallel edits of one version, one is saved and 19 are refused as outdated', async ({
  createRow,
  journalOf,
}) => {
  const id = await createRow();
  const { edition, etag } = await readEdition(id);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => put(id, etag, { ...edition, prixCentimes: 10_000 + index })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 412)).toHaveLength(19);
  const after = await readEdition(id);
  expect(after.edition.prixCentimes).toBe(10_000 + statuses.indexOf(200));
  expect(after.etag).toBe('"v2"');
  expect(await journalOf(id)).toHaveLength(1);
});

test('the refusal of an outdated edit names the author and time of the newer one, and says what to do', async ({
  createRow,
  db,
}) => {
  const id = await createRow();
  const { edition, etag } = await readEdition(id);
  expect((await put(id, etag, { ...edition, prixCentimes: 1 })).status).toBe(200);
  expect((await send('POST', `/api/produits/${id}/stock`, { variation: 1 })).status).toBe(200);
  const late = await problemOf(await put(id, etag, { ...edition, prixCentimes: 2 }));
  expect(late.code).toBe('version-perimee');
  expect(late.detail).toMatch(
    /modifié par Dominique, le \d{1,2} \p{L}+ \d{4} à \d{2}:\d{2}, après votre lecture\. Relisez/u,
  );

  await db('journal').where({ objet_id: id }).delete();
  const unknown = await problemOf(await put(id, etag, { ...edition, prixCentimes: 2 }));
  expect(unknown.detail).toMatch(/^Ce produit a été modifié, après votre lecture/);
});

test('an edition is never cached or revalidated by its version, which is also accepted as a weak ETag', async ({
  createRow,
}) => {
  const id = await createRow({ description_fr: 'long '.repeat(600) });
  const { edition, etag, response } = await readEdition(id);
  expect(etag).toBe('"v1"');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const again = await send('GET', `/api/administration/produits/${id}`, undefined, { 'if-none-match': etag });
  expect(again.status).toBe(200);
  const changed = await put(id, `W/${etag}`, { ...edition, prixCentimes: 1 });
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"v2"']);
  const either = await put(id, '"v1", "v2"', { ...edition, prixCentimes: 2 });
  expect([either.status, either.headers.get('etag')]).toEqual([200, '"v3"']);
});

test.for([undefined, '', '*'])('a change needs a version in If-Match: refused is %s', async (tag, { createRow }) => {
  const id = await createRow();
  const { edition } = await readEdition(id);
  const headers: Record<string, string> = tag === undefined ? {} : { 'if-match': tag };
  for (const response of [
    await send('PUT', `/api/produits/${id}`, edition, headers),
    await send('DELETE', `/api/produits/${id}`, undefined, headers),
  ]) {
    expect(response.status).toBe(428);
    expect(await problemOf(response)).toMatchObject({
      code: 'precondition-requise',
      detail: expect.stringMatching(/If-Match/),
    });
  }
});

test('the audit has only the changed fields; saving without changes makes no version', async ({
  createRow,
  journalOf,
}) => {
  const id = await createRow({ nom_fr: 'Avant', prix_centimes: 100, description_fr: 'd'.repeat(500) });
  const { edition, etag, modifieLe } = await readEdition(id);
  const changed = {
    ...edition,
    nom: { ...edition.nom, fr: 'Après' },
    description: { ...edition.description, fr: 'e'.repeat(500) },
    prixCentimes: 200,
  };
  const response = await put(id, etag, changed);
  expect(response.status).toBe(200);
  const saved = (await response.json()) as ProduitEdite;
  expect(Date.parse(saved.modifieLe)).toBeGreaterThan(Date.parse(modifieLe));
  const same = await put(id, '"v2"', changed);
  expect([same.status, same.headers.get('etag')]).toEqual([200, '"v2"']);
  expect(await journalOf(id)).toEqual([
    {
      acteur_id: adminId,
      action: 'produit-modifie',
      details: {
        nom: { avant: { fr: 'Avant', en: 'Keyboard' }, apres: { fr: 'Après', en: 'Keyboard' } },
        description: {
          avant: { fr: `${'d'.repeat(119)}…`, en: 'A product' },
          apres: { fr: `${'e'.repeat(119)}…`, en: 'A product' },
        },
        prixCentimes: { avant: 100, apres: 200 },
      },
    },
  ]);
});

test('a renamed product is found at once by its new name, even misspelt', async ({ createRow, api }) => {
  const id = await createRow({ nom_fr: 'Clavier Marjolaine' });
  const found = async (q: string) =>
    ((await (await api.get(`/api/produits?q=${encodeURIComponent(q)}`)).json()) as { id: string }[]).map((p) => p.id);
  expect(await found('zéphyrine')).not.toContain(id);
  const { edition, etag } = await readEdition(id);
  expect((await put(id, etag, { ...edition, nom: { fr: 'Clavier Zéphyrine', en: 'Zephyrine keyboard' } })).status).toBe(
    200,
  );
  expect(await found('zéphyrine')).toContain(id);
  expect(await found('zephirine')).toContain(id);
  expect(await found('marjolaine')).not.toContain(id);
});

test('a search without letters finds nothing, and pattern characters have no effect', async ({ createRow }) => {
  await createRow({ nom_fr: 'Clavier 100 % laiton' });
  const total = async (q: string) =>
    (await send('GET', `/api/administration/produits?q=${encodeURIComponent(q)}`)).headers.get('x-total-count');
  expect(await total('100 % LAITON')).toBe('1');
  for (const q of ['🦄', '%', '_']) expect(await total(q), q).toBe('0');
  expect(await total("l'\\%")).toBe(await total('l'));
});

test('a product that was ordered is archived instead of deleted, and keeps its order', async ({
  createRow,
  db,
  api,
  journalOf,
}) => {
  const id = await createRow({ slug: 'deja-commande' });
  const { id: utilisateurId } = await createAccount(db, 'user');
  await recordPurchase(db, { utilisateurId, produitId: id });
  const response = await send('DELETE', `/api/produits/${id}`, undefined, { 'if-match': '"v1"' });
  expect(response.status).toBe(204);
  const { edition, etag } = await readEdition(id);
  expect([edition.actif, etag]).toEqual([false, '"v2"']);
  expect((await api.get('/api/produits/deja-commande')).status).toBe(404);
  expect(await db('lignes_commande').where({ produit_id: id })).toHaveLength(1);
  // a second deletion succeeds and changes nothing
  expect((await send('DELETE', `/api/produits/${id}`, undefined, { 'if-match': '"v2"' })).status).toBe(204);
  expect((await journalOf(id)).map(({ action }) => action)).toEqual(['produit-archive']);

  expect((await put(id, '"v2"', { ...edition, actif: true })).status).toBe(200);
  expect((await api.get('/api/produits/deja-commande')).status).toBe(200);
});

test('a product that was never ordered is deleted, also from carts and favourites', async ({
  createRow,
  db,
  journalOf,
}) => {
  const id = await createRow({ slug: 'jamais-commande' });
  const [{ id: acheteur }] = await db('acheteurs')
    .insert({ visiteur_sha256: Buffer.from(id) })
    .returning('id');
  await db('lignes_panier').insert({ acheteur_id: acheteur, produit_id: id, quantite: 1 });
  await db('favoris').insert({ acheteur_id: acheteur, produit_id: id });
  expect((await send('DELETE', `/api/produits/${id}`, undefined, { 'if-match': '"v1"' })).status).toBe(204);
  expect(await db('produits').where({ id })).toEqual([]);
  expect(await db('lignes_panier').where({ produit_id: id })).toEqual([]);
  expect(await journalOf(id)).toMatchObject([{ action: 'produit-supprime', details: { slug: 'jamais-commande' } }]);
});

test('a deletion waits for an order in progress of the product', async ({ createRow, db }) => {
  const id = await createRow();
  const { id: utilisateurId } = await createAccount(db, 'user');
  let deleting: Promise<Response> | undefined;
  await db.transaction(async (trx) => {
    await trx('produits').where({ id }).decrement('stock', 1);
    await recordPurchase(trx, { utilisateurId, produitId: id });
    deleting = send('DELETE', `/api/produits/${id}`, undefined, { 'if-match': '"v1"' });
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  expect((await deleting)?.status).toBe(204);
  expect((await readEdition(id)).edition.actif).toBe(false);
  expect(await db('lignes_commande').where({ produit_id: id })).toHaveLength(1);
});

test('no stock grows beyond its maximum', async ({ createRow }) => {
  const id = await createRow({ stock: 999_999_990 });
  const response = await send('POST', `/api/produits/${id}/stock`, { variation: 11 });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: 'limite-atteinte' });
  expect((await readEdition(id)).stock).toBe(999_999_990);
});

test('parallel changes of a stock add up, and it never falls below zero', async ({ createRow, journalOf }) => {
  const id = await createRow({ stock: 10 });
  const moves = [...Array<number>(15).fill(-1), ...Array<number>(5).fill(2)];
  const answers = await Promise.all(
    moves.map(async (variation) => {
      const { status } = await send('POST', `/api/produits/${id}/stock`, { variation });
      return status === 200 ? variation : 0;
    }),
  );
  const { stock, etag, modifieLe, creeLe } = await readEdition(id);
  expect(stock).toBe(answers.reduce((sum, variation) => sum + variation, 10));
  expect(stock).toBeGreaterThanOrEqual(0);
  expect([etag, modifieLe]).toEqual(['"v1"', creeLe]);
  const journal = await journalOf(id);
  expect(journal).toHaveLength(answers.filter((variation) => variation !== 0).length);
  for (const { details } of journal) expect(moves).toContain(details.stock.apres - details.stock.avant);
});

test('the refusal of too large a withdrawal names the stock', async ({ createRow, journalOf }) => {
  const id = await createRow({ stock: 3 });
  const response = await send('POST', `/api/produits/${id}/stock`, { variation: -5 });
  expect(response.status).toBe(409);
  expect(await problemOf(response)).toMatchObject({
    code: 'stock-insuffisant',
    detail: expect.stringMatching(/Il en reste 3 /),
  });
  expect((await send('POST', `/api/produits/${id}/stock`, { variation: 0 })).status).toBe(200);
  expect(await journalOf(id)).toEqual([]);
});

test('an unknown category or picture is refused by field, with the known categories', async ({
  db,
  createRow,
  api,
}) => {
  const sha256 = 'b'.repeat(64);
  await db('images').insert({ sha256, type: 'image/webp', contenu: Buffer.from('webp') });
  const id = await createRow();
  const { edition, etag } = await readEdition(id);
  const image = (fichier: string, variantes: object[] = []) => ({
    fichier,
    largeur: 800,
    hauteur: 800,
    alt: { fr: 'Une image', en: 'A picture' },
    variantes,
  });
  const missing = `${'c'.repeat(64)}.avif`;
  const problem = await problemOf(
    await put(id, etag, {
      ...edition,
      categorie: 'tablettes',
      images: [
        image(`${sha256}.webp`, [{ fichier: missing, type: 'image/avif', largeur: 400 }]),
        // this picture exists only with another type
        image(`${sha256}.png`),
      ],
    }),
  );
  expect(problem).toMatchObject({
    code: 'requete-invalide',
    erreurs: [
      { chemin: 'body.categorie', message: expect.stringMatching(/claviers, souris/) },
      { chemin: 'body.images.0.variantes.0.fichier', message: expect.stringMatching(/téléversez/) },
      { chemin: 'body.images.1.fichier', message: expect.stringMatching(/téléversez/) },
    ],
  });
  const images = [image(`${sha256}.webp`)];
  expect((await put(id, etag, { ...edition, images })).status).toBe(200);
  const shown = (await (await api.get(`/api/produits/${id}`)).json()) as { images: object[] };
  expect(shown.images).toEqual([
    { url: `/api/images/${sha256}.webp`, largeur: 800, hauteur: 800, alt: 'Une image', variantes: [] },
  ]);
});

test('shoppers get the variants of a picture', async ({ createRow, api }) => {
  const fichier = `${'d'.repeat(64)}.avif`;
  const id = await createRow({
    images: JSON.stringify([
      {
        fichier: `${'b'.repeat(64)}.webp`,
        largeur: 800,
        hauteur: 600,
        alt: { fr: 'Une image', en: 'A picture' },
        variantes: [{ fichier, type: 'image/avif', largeur: 400 }],
      },
    ]),
  });
  const { images } = (await (await api.get(`/api/produits/${id}?langue=en`)).json()) as { images: object[] };
  expect(images).toEqual([
    {
      url: `/api/images/${'b'.repeat(64)}.webp`,
      largeur: 800,
      hauteur: 600,
      alt: 'A picture',
      variantes: [{ url: `/api/images/${fichier}`, type: 'image/avif', largeur: 400 }],
    },
  ]);
});

test('while a product gives its slug up, no other product gets it', async ({ createRow, db }) => {
  for (let round = 0; round < 10; round += 1) {
    const old = `cede-${round}`;
    const [id, other] = [await createRow({ slug: old }), await createRow({ slug: `voisin-${round}` })];
    const [own, next] = [await readEdition(id), await readEdition(other)];
    const answers = await Promise.all([
      put(id, own.etag, { ...own.edition, slug: `garde-${round}` }),
      put(other, next.etag, { ...next.edition, slug: old }),
      send('POST', '/api/produits', { ...own.edition, slug: old, stock: 1 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(await db('anciens_slugs').where({ produit_id: id }).pluck('slug')).toEqual([old]);
  }
});

test('of two parallel creations with one slug, one succeeds, and the audit has only that one', async ({ db }) => {
  const body = {
    slug: 'une-seule-fois',
    nom: { fr: 'Clavier', en: 'Keyboard' },
    description: { fr: 'Un clavier', en: 'A keyboard' },
    categorie: 'claviers',
    marque: 'Dactyle',
    prixCentimes: 100,
    images: [],
    caracteristiques: [],
    actif: true,
    stock: 2,
  };
  const answers = await Promise.all(Array.from({ length: 5 }, () => send('POST', '/api/produits', body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  const created = answers.find(({ status }) => status === 201) as Response;
  expect(created.headers.get('etag')).toBe('"v1"');
  const { id } = (await created.json()) as ProduitEdite;
  expect(await db('journal').where({ action: 'produit-cree' })).toMatchObject([{ objet_id: id }]);
});
