import { expect } from 'vitest';
import { test } from '../../../test/fixtures.ts';

test.for(['br', 'gzip', 'identity'])(
  'a long answer is sent as %s to clients that ask for it, with an ETag of its own',
  async (encoding, { api }) => {
    const ask = (accepted: string, known = '') =>
      api.get('/api/openapi.json', { 'accept-encoding': accepted, 'if-none-match': known });
    const response = await ask(encoding);
    const etag = response.headers.get('etag') ?? '';
    expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(etag).toMatch(encoding === 'identity' ? /^"[\w-]{27}"$/ : new RegExp(`^"[\\w-]{27}-${encoding}"$`));
    expect(await response.json()).toHaveProperty('openapi');
    expect((await ask(encoding, etag)).status).toBe(304);
    expect((await ask(encoding === 'gzip' ? 'br' : 'gzip', etag)).status).toBe(200);
  },
);

test('a short answer is not compressed', async ({ api }) => {
  const response = await api.get('/api/utilisateurs', { 'accept-encoding': 'br' });
  expect(response.headers.get('content-encoding')).toBeNull();
});

test('a browser, which names gzip first, gets Brotli', async ({ api }) => {
  const response = await api.get('/api/openapi.json', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  expect(response.headers.get('content-encoding')).toBe('br');
});
