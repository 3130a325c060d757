import { expect, test } from 'vitest';
import { createApiClient } from './client.ts';
import { expandRequest } from './uri-template.ts';

test.each<[string, Record<string, string | undefined>, string | null]>([
  ['/api/produits', {}, '/api/produits'],
  ['/api/produits/{id}', { id: 'clavier-k1' }, '/api/produits/clavier-k1'],
  ['/api/produits/{id}{?langue}', { id: 'k1', langue: 'fr' }, '/api/produits/k1?langue=fr'],
  ['/api/produits/{id}{?langue}', { id: 'k1' }, '/api/produits/k1'],
  ['/api/produits{?q,tri,langue}', { langue: 'fr', tri: '-prix' }, '/api/produits?langue=fr&tri=-prix'],
  ['/api/produits{?q}', { q: '' }, '/api/produits'],
  ['/api/produits{?q}', { q: 'é & "x" +50%' }, '/api/produits?q=%C3%A9+%26+%22x%22+%2B50%25'],
  ['/api/produits/{id}', { id: '../../metrics' }, '/api/produits/..%2F..%2Fmetrics'],
  ['/api/produits/{id}', { id: 'a b?c#d' }, '/api/produits/a%20b%3Fc%23d'],
  ['/api/produits?tri=note&langue={langue}', { langue: 'fr' }, '/api/produits?langue=fr&tri=note'],
  ['/api/produits?tri=note{?langue,a}', { langue: 'fr', a: '1' }, '/api/produits?a=1&langue=fr&tri=note'],
  ['/api/produits?q={q}&a=', { q: 'é & x' }, '/api/produits?q=%C3%A9+%26+x'],
  ['/api/produits?q=a?b', {}, '/api/produits?q=a%3Fb'],
  ['/api/produits/{id}', {}, null],
  ['/api/produits/{id}', { id: '' }, null],
  ['/api/{a}/{b}', { a: '1' }, null],
  ['/api/produits/{id}', { autre: 'x' }, null],
  ['/api/produits{?constructor,toString}', {}, '/api/produits'],
  ['/api/produits/{constructor}', {}, null],
])('%s with %j is %s', (template, variables, expected) => {
  expect(expandRequest(template, variables)).toBe(expected);
});

const values = ['', 'clavier', 'écran 24"', 'a+b&c=d', '100 %', 'l’été', 'x~y*z(1)!', '../..'];

test.each(values)('the client asks for the preloaded URL when the search is %j', async (value) => {
  const asked: unknown[] = [];
  const api = createApiClient({
    fetch: async (url) => {
      asked.push(url);
      return Response.json([]);
    },
  });
  await api.request('get /api/produits', { query: { q: value, tri: 'prix', langue: 'fr' } });
  const variables = { langue: 'fr', tri: 'prix', q: value };
  const inAnyOrder = [
    '/api/produits{?q,tri,langue}',
    '/api/produits{?langue,q,tri}',
    '/api/produits?tri=prix{?q,langue}',
  ];
  for (const template of inAnyOrder) expect(asked).toEqual([expandRequest(template, variables)]);
  if (!value) return;
  await api.request('get /api/produits/{id}', { params: { id: value }, query: { langue: 'fr' } });
  expect(asked.at(-1)).toBe(expandRequest('/api/produits/{id}{?langue}', { id: value, langue: 'fr' }));
});
