import { expect } from 'vitest';
import { test } from '../../../test/fixtures.ts';
import { createAccount, openBrowser } from '../../../test/people.ts';
import { createProduits } from '../../../test/rows.ts';
import type { TestApi } from '../../../test/start-api.ts';

/** Who is signed in with this `Cookie` header. */
async function whoAmI(api: TestApi, cookie: string, headers: Record<string, string> = {}): Promise<string | undefined> {
  const response = await api.get('/api/session', { cookie, ...headers });
  const { compte } = (await response.json()) as { compte: { id: string } | null };
  return compte?.id;
}

const HTTPS = { 'x-forwarded-proto': 'https' };

test.for([
  ['first', (own: string, other: string) => `session=${other}; session=${own}`],
  ['last', (own: string, other: string) => `session=${own}; theme=dark; session=${other}`],
  ['in quantities', (own: string, other: string) => `session=${other}; session=${other}x; session=${own}`],
] as const)(
  'of several cookies of one name the valid one counts: the other comes %s',
  async ([_when, header], { api, db }) => {
    const { id, token } = await createAccount(db, 'user');
    expect(await whoAmI(api, header(token, 'planted-by-another-host'))).toBe(id);
  },
);

test('over https, cookies have a name that no other host can use, and other names do not count', async ({
  api,
  db,
}) => {
  const { id, token } = await createAccount(db, 'user');
  expect(await whoAmI(api, `__Host-session=${token}`, HTTPS)).toBe(id);
  expect(await whoAmI(api, `session=${token}`, HTTPS)).toBeUndefined();
  const [produit = ''] = await createProduits(db, [5]);
  const browser = openBrowser(api, {}, HTTPS);
  const { headers } = await browser.send('POST', '/api/panier/lignes', { produitId: produit, quantite: 1 });
  expect(headers.getSetCookie().join()).toMatch(
    /^__Host-visiteur=[\w-]{43}; path=\/;.*; samesite=lax; secure; httponly$/i,
  );
  expect((await browser.get('/api/panier')).body.nombreArticles).toBe(1);
});

test('a guest gets a token of the server, not the one that somebody planted', async ({ api, db }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const browser = openBrowser(api, { visiteur: 'planted' });
  await browser.send('POST', '/api/panier/lignes', { produitId: produit, quantite: 1 });
  expect(browser.cookies.get('visiteur')).toMatch(/^[\w-]{43}$/);
  expect((await openBrowser(api, { visiteur: 'planted' }).get('/api/panier')).body.lignes).toEqual([]);
});
