import { connect } from 'node:net';
import { withholdBody } from '@boutique/http-server/testing/withhold-body';
import { expect } from 'vitest';
import { test } from '../../../test/fixtures.ts';

test.for(['/', '/api', '/api/inconnue', '/api/produits/a/b', '/apix/produits'])(
  '%s is not a route',
  async (path, { api }) => {
    const response = await api.get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      type: 'urn:boutique:probleme:route-inconnue',
      title: 'Cette adresse n’existe pas',
      status: 404,
      detail: `Aucune ressource à l’adresse ${path}.`,
      instance: path,
      code: 'route-inconnue',
    });
  },
);

test.for(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('%s is not allowed on a list', async (method, { api }) => {
  const response = await api.send(method, '/api/livraisons');
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('HEAD, GET, OPTIONS');
  expect(await response.json()).toMatchObject({ code: 'methode-non-permise', instance: '/api/livraisons' });
});

test('OPTIONS lists the allowed methods', async ({ api }) => {
  const response = await api.send('OPTIONS', '/api/livraisons');
  expect(response.status).toBe(204);
  expect(response.headers.get('allow')).toBe('HEAD, GET, OPTIONS');
  expect((await api.send('OPTIONS', '/api/inconnue')).status).toBe(404);
});

test.for([
  ['/api/produits?limite=0', [['query.limite', 'Trop petit : nombre doit être >=1']]],
  ['/api/produits?limite=101', [['query.limite', 'Trop grand : nombre doit être <=100']]],
  ['/api/produits?limite=1e2', [['query.limite', 'Un nombre entier de 1 à 100 est attendu']]],
  ['/api/produits?limite=', [['query.limite', 'Un nombre entier de 1 à 100 est attendu']]],
  ['/api/produits?limite=5&limite=6', [['query.limite', 'Ce paramètre ne peut être donné qu’une fois']]],
  ['/api/produits?prixMin=200&prixMax=100', [['query.prixMin', 'prixMin doit être inférieur ou égal à prixMax']]],
  ['/api/produits?page=2', [['query.page', 'Paramètre inconnu']]],
  ['/api/produits?__proto__=1', [['query.__proto__', 'Paramètre inconnu']]],
  [
    '/api/produits?tri=x&langue=de',
    [
      ['query.langue', 'Option invalide : une valeur parmi "fr"|"en" attendue'],
      ['query.tri', 'Option invalide : une valeur parmi "pertinence"|"prix"|"-prix"|"nom"|"nouveaute"|"note" attendue'],
    ],
  ],
  ['/api/utilisateurs/42', [['params.id', 'UUID invalide']]],
  ['/api/info?x=', [['query.x', 'Paramètre inconnu']]],
] as const)('%s: says which field and what is expected', async ([path, expected], { api }) => {
  const response = await api.get(path);
  const body = (await response.json()) as { erreurs: { chemin: string; message: string }[] };
  expect(response.status).toBe(400);
  expect(body).toMatchObject({ code: 'requete-invalide', instance: path.split('?')[0] });
  expect(body.erreurs.map(({ chemin, message }) => [chemin, message])).toEqual(expected);
});

test.for([
  ['/api/produits/%', 'path'],
  ['/api/produits/%E0%A4%A', 'path'],
  ['/api/produits/a%00b', 'path'],
  ['/api/produits?q=%', 'query'],
  ['/api/produits?q=%C3', 'query'],
  ['/api/produits?q=a%00', 'query'],
] as const)('%s is not valid percent-encoding', async ([path, chemin], { api }) => {
  const response = await api.get(path);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'requete-invalide',
    erreurs: [{ chemin, message: 'Un encodage-pourcent UTF-8 valide est attendu, sans caractère nul' }],
  });
});

test('every answer carries the security headers, failures too, and none for other origins', async ({ api }) => {
  for (const path of ['/api/info', '/api/inconnue', '/live']) {
    const { headers } = await api.get(path, { origin: 'https://ailleurs.example' });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('access-control-allow-origin')).toBe(false);
    expect(headers.has('x-powered-by')).toBe(false);
  }
});

test.for([
  ['https', 'max-age=31536000; includeSubDomains'],
  ['http', null],
] as const)('V3.4.1 over %s every answer has the transport policy %s', async ([scheme, policy], { api }) => {
  // the third one is a kept response
  for (const path of ['/api/livraisons', '/api/livraisons', '/api/livraisons', '/api/inconnue', '/live']) {
    const { headers } = await api.get(path, { 'x-forwarded-proto': scheme });
    expect(headers.get('strict-transport-security')).toBe(policy);
  }
});

test('answers with the request id when it is well-formed, with a new one otherwise', async ({ api }) => {
  const id = 'client-0123.abcd_EF';
  expect((await api.get('/live', { 'x-request-id': id })).headers.get('x-request-id')).toBe(id);
  for (const wrong of ['court', 'avec des espaces', 'x'.repeat(101), '{"a":"injection"}']) {
    const given = (await api.get('/live', { 'x-request-id': wrong })).headers.get('x-request-id');
    expect(given).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

/** Sends these bytes to the API, and reads its answer until it closes the connection. */
async function exchange({ url }: { url: string }, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(bytes);
  return (await socket.toArray()).join('');
}

test.for([
  ['that is not HTTP', 'this is not HTTP\r\n\r\n', 'HTTP/1.1 valide'],
  ['that is too large', `GET /api/produits?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 'au plus 16 Ko'],
  ...['http://[::1/', 'x://[', 'a://b[c', 'http://', `http://${'a'.repeat(256)}/`, '*', '//a@[#'].map((target) => [
    `for ${target.slice(0, 20)}`,
    `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`,
    'ni un chemin',
  ]),
  ['without a Host', 'GET /live HTTP/1.1\r\n\r\n', 'un en-tête Host'],
  ['with two Hosts', 'GET /live HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n', 'un en-tête Host'],
])('a request %s is answered and its connection closed', async ([_, request = '', detail = ''], { api }) => {
  const answer = await exchange(api, request);
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*\r\nContent-Type: application\/problem\+json\r\n/s);
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
    code: 'requete-invalide',
    detail: expect.stringMatching(detail),
  });
});

test.for([
  'GET http://boutique.test/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'GET /live HTTP/1.0\r\n\r\n',
])('%j is answered', async (request, { api }) => {
  expect(await exchange(api, request)).toMatch(/^HTTP\/1\.1 200 /);
});

test('a body that does not arrive within a minute is answered 408', async ({ api }) => {
  expect(await withholdBody(api.url, '/api/session')).toBe('HTTP/1.1 408 Request Timeout');
});
