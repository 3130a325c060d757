import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';

const contenu = Buffer.from([0, 255, 1, 254, 13, 10]);
const sha256 = createHash('sha256').update(contenu).digest('hex');
let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db('images').insert({ sha256, type: 'image/webp', contenu });
  api = await startApi(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

test('answers the bytes, for ever', async () => {
  const response = await api.get(`/api/images/${sha256}.webp`);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-length': '6',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    etag: `"${sha256}"`,
  });
  expect(Buffer.from(await response.arrayBuffer())).toEqual(contenu);
});

test.each([`"${sha256}"`, `W/"${sha256}"`, `"other", "${sha256}"`, '*'])('answers 304 to %s', async (tag) => {
  const response = await api.get(`/api/images/${sha256}.webp`, { 'if-none-match': tag });
  expect(response.status).toBe(304);
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test.each([
  `${sha256}.png`,
  `${sha256}`,
  `${'0'.repeat(64)}.webp`,
  `${sha256.toUpperCase()}.webp`,
  '..%2f..%2fetc%2fpasswd',
  `${sha256}.constructor`,
])('knows no picture %s', async (fichier) => {
  const response = await api.get(`/api/images/${fichier}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'image-introuvable' });
});
