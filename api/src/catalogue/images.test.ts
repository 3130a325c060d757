import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { test } from '../../test/fixtures.ts';

const contenu = Buffer.from([0, 255, 1, 254, 13, 10]);
const sha256 = createHash('sha256').update(contenu).digest('hex');

test.beforeAll(async ({ db }) => {
  await db('images').insert({ sha256, type: 'image/webp', contenu });
});

test('answers the bytes, cacheable for ever', async ({ api }) => {
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

test.for([`"${sha256}"`, `W/"${sha256}"`, `"other", "${sha256}"`, '*'])('answers 304 to %s', async (tag, { api }) => {
  const response = await api.get(`/api/images/${sha256}.webp`, { 'if-none-match': tag });
  expect(response.status).toBe(304);
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test.for(['bytes=0-0', 'bytes=-500', 'bytes=5-', 'bytes=999999999-', 'lines=1-2', 'bytes=0-1,3-4'])(
  'ignores Range: %s, as a server that has no ranges (RFC 9110, 14.2)',
  async (range, { api }) => {
    const { status, headers } = await api.get(`/api/images/${sha256}.webp`, { range });
    expect([status, headers.get('accept-ranges'), headers.get('content-range')]).toEqual([200, null, null]);
  },
);

test.for([
  `${sha256}.png`,
  `${sha256}`,
  `${'0'.repeat(64)}.webp`,
  `${sha256.toUpperCase()}.webp`,
  '..%2f..%2fetc%2fpasswd',
  `${sha256}.constructor`,
])('knows no picture %s', async (fichier, { api }) => {
  const response = await api.get(`/api/images/${fichier}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'image-introuvable' });
});
