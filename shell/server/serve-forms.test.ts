import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { formTo } from '@boutique/contracts/forms';
import { problemOf } from '@boutique/contracts/problems';
import Koa from 'koa';
import { describe, expect, test, vi } from 'vitest';
import type { Renderer } from './renderer.ts';
import { serveForms } from './serve-forms.ts';
import { offer, startApi } from './testing/fake-api.ts';
import { log, startGateway } from './testing/gateway.ts';
import { listen, send } from './testing/http.ts';
import { packedOf } from './testing/releases.ts';

const ID = '019bbb84-c800-7c41-9b52-6d0e83f4a117';

const pages = ['/connexion', '/panier', '/commande', '/produits/:id'];
const slice = packedOf(
  { 'mf-manifest.json': '{}', 'server.cjs': '' },
  { routes: pages.map((path) => ({ path, requests: [], modules: [], styles: [] })) },
);

interface Asked {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A gateway whose API answers forms like this, and records them. */
async function start(answer: RequestListener = (_request, response) => response.end('{}'), renderer?: Renderer) {
  const api = await startApi(offer(slice));
  const asked: Asked[] = [];
  api.other = (request, response) => {
    if (request.method === 'GET') return response.writeHead(404).end();
    const { method, url, headers } = request;
    void text(request).then((body) => {
      asked.push({ method, url, headers, body: body && JSON.parse(body) });
      answer(request, response);
    });
  };
  const gateway = await startGateway(api.url, { ...(renderer && { renderer }) });
  await gateway.whole();
  /** Posts a form as a browser does from a page of the shop. */
  const post = (
    address: string,
    fields: Record<string, string> | string = {},
    headers: Record<string, string> = {},
    method = 'POST',
  ) =>
    gateway.get(address, {
      method,
      headers: {
        host: 'boutique.test',
        origin: 'http://boutique.test',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: typeof fields === 'string' ? fields : String(new URLSearchParams(fields)),
    });
  return { ...gateway, api, asked, post };
}

const problem =
  (...[code, detail]: [Parameters<typeof problemOf>[0], string]): RequestListener =>
  (request, response) => {
    const body = problemOf(code, detail, request.url ?? '');
    response.writeHead(body.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  };

const submittedIn = (html: string) =>
  JSON.parse(/<script type="application\/json" id="submitted">(.*?)<\/script>/.exec(html)?.[1] ?? 'null');

const credentials = { email: 'camille@exemple.fr', motDePasse: 'une phrase à retenir' };

test('signs in by a post: the API gets JSON, the browser its cookies and the next page', async () => {
  const { post, asked } = await start((_request, response) => {
    response.setHeader('set-cookie', ['session=s; Path=/; HttpOnly', 'appareil=a; Path=/']);
    response.end('{"compte":null}');
  });
  const { status, headers, text } = await post(
    '/formulaires/signIn',
    { ...credentials, retour: '/compte' },
    {
      cookie: 'visiteur=v; langue=en',
      'x-request-id': 'a-request-id',
      'sec-fetch-site': 'same-origin',
      referer: 'http://boutique.test/en/connexion',
    },
  );
  expect({ status, text }).toEqual({ status: 303, text: '' });
  expect(headers).toMatchObject({
    location: '/en/compte',
    'cache-control': 'no-store, no-transform',
    'set-cookie': ['session=s; Path=/; HttpOnly', 'appareil=a; Path=/'],
  });
  expect(asked).toMatchObject([{ method: 'POST', url: '/api/session', body: credentials }]);
  expect(asked[0]?.headers).toMatchObject({
    cookie: 'visiteur=v; langue=en',
    'content-type': 'application/json',
    'accept-language': 'en',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'boutique.test',
    'x-forwarded-proto': 'http',
    'x-request-id': 'a-request-id',
  });
  // the gateway has checked them
  expect(Object.keys(asked[0]?.headers ?? {})).not.toContain('origin');
  expect(Object.keys(asked[0]?.headers ?? {})).not.toContain('sec-fetch-site');
});

test('path parameters, numbers and required headers come from the address and the body', async () => {
  const { post, asked } = await start();
  await post(`/formulaires/setLignePanier?produitId=${ID}`, { quantite: '3', langue: 'en' });
  await post('/formulaires/removeLignePanier', { produitId: ID });
  await post('/formulaires/addFavori', { produitId: 'a/../b' });
  await post('/formulaires/addLignePanier', { produitId: ID, quantite: 'trois', autre: 'x' });
  expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['PUT', `/api/panier/lignes/${ID}?langue=en`, { quantite: 3 }],
    ['DELETE', `/api/panier/lignes/${ID}`, ''],
    ['PUT', '/api/favoris/a%2F..%2Fb', ''],
    // the API says what is wrong with it
    ['POST', '/api/panier/lignes', { produitId: ID, quantite: 'trois' }],
  ]);
});

const order = {
  'Idempotency-Key': 'form-1760000000000',
  email: 'camille@exemple.fr',
  'adresse.nom': 'Camille',
  'adresse.rue': '12 rue des Lilas',
  'adresse.complement': '',
  'adresse.codePostal': '69003',
  'adresse.ville': 'Lyon',
  'adresse.pays': 'FR',
  livraison: 'express',
  paiement: 'a-la-livraison',
  retour: '/commande/confirmation/{id}',
  'totalCentimes[livraison=standard]': '1000',
  'totalCentimes[livraison=express]': '1990',
};

test('orders: nested fields, the total of the chosen delivery, and the page of the new order', async () => {
  const { post, asked } = await start((_request, response) => response.writeHead(201).end(`{"id":"${ID}"}`));
  const { status, headers } = await post('/formulaires/createCommande', order, {
    referer: 'http://boutique.test/commande',
  });
  expect([status, headers.location]).toEqual([303, `/commande/confirmation/${ID}`]);
  expect(headers['set-cookie']).toBeUndefined();
  expect(asked[0]?.headers['idempotency-key']).toBe('form-1760000000000');
  expect(asked[0]?.body).toEqual({
    email: 'camille@exemple.fr',
    adresse: { nom: 'Camille', rue: '12 rue des Lilas', codePostal: '69003', ville: 'Lyon', pays: 'FR' },
    livraison: 'express',
    paiement: 'a-la-livraison',
    totalCentimes: 1990,
  });
});

test('while the API handles the same order, it is sent again', async () => {
  let busy = true;
  const { post, asked } = await start((request, response) => {
    if (busy) problem('requete-en-cours', 'déjà')(request, response);
    else response.writeHead(201).end(`{"id":"${ID}"}`);
    busy = false;
  });
  expect((await post('/formulaires/createCommande', order)).headers.location).toBe(`/commande/confirmation/${ID}`);
  expect(asked.length).toBe(2);
});

test.each([
  ['retour', { retour: '/produits?q=clavier#haut' }, {}, '/produits?q=clavier#haut'],
  ['retour, in the language of the page', { retour: '/panier', page: '/en/produits' }, {}, '/en/panier'],
  ['retour that has a language', { retour: '/en/panier', page: '/en' }, {}, '/en/panier'],
  ['retour with a field of the answer', { retour: '/x/{id}/{autre}?a={id}' }, {}, '/x/a%2F..%2Fb/?a=a%2F..%2Fb'],
  [
    'the page that the form names',
    { page: '/produits/k1?a=b' },
    { referer: 'http://boutique.test/x' },
    '/produits/k1?a=b',
  ],
  [
    'the page that the browser names',
    {},
    { referer: 'http://boutique.test/produits?q=%C3%A9#a' },
    '/produits?q=%C3%A9',
  ],
  ['the home page', {}, {}, '/'],
  ['the home page, not one of another site', {}, { referer: 'http://ailleurs.test/x' }, '/'],
  ['the home page, not a form', {}, { referer: 'http://boutique.test/formulaires/signIn' }, '/'],
])('a success leads to %s', async (_, fields, headers, location) => {
  const { post } = await start((_request, response) => response.end('{"id":"a/../b"}'));
  const answer = await post('/formulaires/addLignePanier', { produitId: ID, quantite: '1', ...fields }, headers);
  expect([answer.status, answer.headers.location]).toEqual([303, location]);
});

test.each([
  'https://ailleurs.test/',
  '//ailleurs.test/',
  '/\\ailleurs.test',
  '/\t/ailleurs.test',
  '/.//ailleurs.test',
  '/x/..//ailleurs.test',
  '{lien}',
  'javascript:alert(1)',
  '/formulaires/signOut',
  `/${'?'.repeat(3_000)}`,
  'panier',
  '',
])('retour and page cannot lead to %j', async (address) => {
  const { post } = await start((_request, response) => response.end('{"lien":"//ailleurs.test"}'));
  const { headers } = await post('/formulaires/addFavori', { produitId: ID, retour: address, page: address });
  expect(headers.location).toBe('/');
});

test('the page after a success knows once which form that was', async () => {
  const { post, get } = await start();
  const { headers } = await post(formTo('addLignePanier', '/produits/k1').action, {
    produitId: ID,
    x: 'a; Domain=test',
    texte: 'a'.repeat(60),
  });
  const [cookie = ''] = headers['set-cookie'] ?? [];
  expect(cookie).toMatch(
    /^formulaire=addLignePanier\?[\w%=&.*-]+a%3B\+Domain%3Dtest; Path=\/; Max-Age=20; SameSite=Lax; HttpOnly$/,
  );
  const [pair = ''] = cookie.split(';');
  const ahead = await get('/produits/k1', { headers: { cookie: pair, 'sec-purpose': 'prefetch' } });
  expect(submittedIn(ahead.text)).toBeNull();
  expect(ahead.headers['set-cookie']).toBeUndefined();
  const page = await get('/produits/k1', { headers: { cookie: pair } });
  expect(submittedIn(page.text)).toEqual({
    page: '/produits/k1',
    submitted: { operation: 'addLignePanier', values: { produitId: ID, x: 'a; Domain=test' } },
  });
  expect(page.headers).toMatchObject({
    'cache-control': 'no-store, no-transform',
    'set-cookie': [expect.stringMatching(/^formulaire=; Path=\/; Max-Age=0;/)],
  });
});

test.each(['formulaire=', 'formulaire=constructor?a=b', 'formulaire=%%%', 'formulaire=signIn'])(
  'a page with the cookie %s is a page',
  async (cookie) => {
    const { get } = await start();
    expect((await get('/connexion', { headers: { cookie } })).status).toBe(200);
  },
);

test('a refusal is the page again: its status, what was typed without the password, and the problem', async () => {
  const render = vi.fn(async (_request: Parameters<Renderer['render']>[0]) => ({
    page: { html: Buffer.from('<form></form>'), head: '', widgets: [] },
    failures: [],
  }));
  const refusal = problem('identifiants-invalides', 'L’adresse </script> ou le mot de passe est faux.');
  const { post, get } = await start(refusal, { render, pid: () => undefined, close() {} });
  const before = await get('/connexion?retour=/panier');
  const { status, headers, text } = await post(formTo('signIn', '/connexion?retour=/panier').action, {
    ...credentials,
    retour: '/panier',
  });
  expect(status).toBe(401);
  expect(headers).toMatchObject({
    'cache-control': 'no-store, no-transform',
    'content-type': 'text/html; charset=utf-8',
  });
  expect(headers.location).toBeUndefined();
  const submitted = {
    operation: 'signIn',
    values: { email: 'camille@exemple.fr' },
    problem: problemOf('identifiants-invalides', 'L’adresse </script> ou le mot de passe est faux.', '/api/session'),
  };
  expect(submittedIn(text)).toEqual({ page: '/connexion?retour=/panier', submitted });
  expect(text).not.toContain(credentials.motDePasse);
  expect(render.mock.calls.map(([{ url, page }]) => [url, page.submitted])).toEqual([
    ['/connexion?retour=/panier', undefined],
    ['/connexion?retour=/panier', submitted],
  ]);
  // the rest is the same page
  const rest = (html: string) =>
    html.replace(/<script type="application\/json" id="(?:submitted|page)">.*?<\/script>|\s+/g, '');
  expect(rest(text)).toBe(rest(before.text));
});

test('cookies and the time to wait come with a refusal, too', async () => {
  const { post } = await start((request, response) => {
    response.setHeader('set-cookie', 'visiteur=v');
    response.setHeader('retry-after', '45');
    problem('trop-de-tentatives', 'attendez')(request, response);
  });
  const { status, headers, text } = await post('/formulaires/signIn', credentials);
  expect(status).toBe(429);
  expect(headers).toMatchObject({ 'set-cookie': ['visiteur=v'], 'retry-after': '45' });
  expect(submittedIn(text).submitted.retryAfter).toBe(45);
});

test.each<[string, RequestListener, number, string]>([
  ['closes the connection', ({ socket }) => void socket.destroy(), 503, 'service-indisponible'],
  [
    'answers without a problem',
    (_request, response) => void response.writeHead(502).end('<html>'),
    503,
    'service-indisponible',
  ],
  ['answers something else', (_request, response) => void response.end('<html>'), 503, 'service-indisponible'],
  ['has no database', problem('base-indisponible', 'plus tard'), 503, 'base-indisponible'],
])('the API %s: the page again, with a problem', async (_, answer, status, code) => {
  const { post } = await start(answer);
  const given = await post('/formulaires/signIn', credentials, {
    referer: 'http://boutique.test/connexion?retour=%2Fx',
  });
  expect(given.status).toBe(status);
  expect(submittedIn(given.text)).toMatchObject({
    page: '/connexion?retour=%2Fx',
    submitted: { values: { email: credentials.email }, problem: { code } },
  });
});

test('the API is down: the page again, with a problem', async () => {
  const { post, api } = await start();
  api.goDown();
  const { status, text } = await post('/formulaires/signIn', credentials);
  expect(status).toBe(503);
  expect(submittedIn(text).submitted.problem.code).toBe('service-indisponible');
});

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another site that claims our Origin', { 'sec-fetch-site': 'same-site', origin: 'http://boutique.test' }],
  ['another origin', { origin: 'http://ailleurs.test' }],
  ['another port', { origin: 'http://boutique.test:81' }],
  ['an unknown origin', { origin: 'null' }],
  ['nowhere', { origin: '' }],
  ['a page of another site, by its address', { origin: '', referer: 'http://ailleurs.test/boutique.test' }],
])('a form of %s is refused', async (_, headers) => {
  const { post, asked } = await start();
  for (const form of ['signIn', 'preferences']) {
    const { status, headers: answered, text } = await post(`/formulaires/${form}`, credentials, headers);
    expect(status).toBe(403);
    expect(answered).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    });
    expect(answered['set-cookie']).toBeUndefined();
    expect(text).toBe(
      'Ce formulaire ne peut être envoyé que depuis la boutique.\nThis form can only be sent from the shop.\n',
    );
  }
  expect(asked).toEqual([]);
});

test.each([
  { 'sec-fetch-site': 'same-origin', origin: 'null' },
  { 'sec-fetch-site': 'none' },
  { origin: 'https://boutique.test' },
  { origin: '', referer: 'http://boutique.test/connexion' },
])('a form with the headers %j is the shop’s own', async (headers) => {
  const { post } = await start();
  expect((await post('/formulaires/signIn', credentials, headers)).status).toBe(303);
});

test.each(['inconnu', '', 'constructor', 'signIn/x', 'readSession', 'signIn/', '__proto__'])(
  'there is no form %j',
  async (operation) => {
    const { post, asked, get } = await start();
    expect((await post(`/formulaires/${operation}`, credentials)).status).toBe(404);
    expect((await get(`/formulaires/${operation}`)).status).toBe(404);
    expect(asked).toEqual([]);
  },
);

test.each(['PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
  const { post, asked } = await start();
  const { status, headers } = await post('/formulaires/signIn', credentials, {}, method);
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  expect(asked).toEqual([]);
});

test('after 15 seconds the API counts as silent', async () => {
  const api = await listen(() => {});
  const app = new Koa();
  app.use(serveForms({ apiUrl: api, originOf: () => '', log, answerMs: 100 }));
  app.use((ctx) => {
    ctx.body = ctx.state.submitted;
  });
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send(await listen(app.callback()), '/formulaires/signOut', { method: 'POST', headers });
  expect(answer.status).toBe(504);
  expect(JSON.parse(answer.text).problem.code).toBe('delai-depasse');
});

test.each([
  ['/formulaires/signIn?page=/connexion%3Fretour%3D/panier', '/connexion?retour=/panier'],
  ['/formulaires/signIn?page=//ailleurs.test', '/'],
  ['/formulaires/preferences', '/'],
])('the address %s, opened by itself, leads to the page of the form', async (address, location) => {
  const { get, asked } = await start();
  const { status, headers } = await get(address);
  expect([status, headers.location, headers['cache-control']]).toEqual([303, location, 'no-store, no-transform']);
  expect(asked).toEqual([]);
});

test.each([
  ['JSON', { 'content-type': 'application/json' }, '{"email":"a"}', 415],
  ['a file', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415],
  ['no type', { 'content-type': '' }, 'email=a', 415],
  ['a compressed body', { 'content-encoding': 'gzip' }, 'x', 415],
  ['another charset', { 'content-type': 'application/x-www-form-urlencoded; charset=iso-8859-1' }, 'email=a', 400],
  ['Latin-1', {}, 'email=caf%e9', 400],
  ['an incomplete percent sign', {}, 'email=%', 400],
  ['characters without percent signs', {}, 'email=é', 400],
  ['more than 64 kB', {}, `email=${'a'.repeat(66_000)}`, 413],
  ['more than 64 kB in pieces', { 'transfer-encoding': 'chunked' }, `email=${'a'.repeat(66_000)}`, 413],
])('refuses %s, and answers the next form', async (_, headers, body, status) => {
  const { post, asked } = await start();
  expect((await post('/formulaires/signIn', body, headers)).status).toBe(status);
  expect(asked).toEqual([]);
  expect((await post('/formulaires/signIn', credentials)).status).toBe(303);
});

test.each(['', '&&&', '=', '%00=%00', '__proto__=x&constructor=y', 'email@=x', 'a@b=c=d', '@@@=1'])(
  'the malformed form %j reaches the API as an incomplete one',
  async (body) => {
    const { post, asked } = await start();
    expect((await post('/formulaires/signIn', body)).status).toBe(303);
    expect(asked[0]?.body).toEqual({});
  },
);

test('a field that comes twice has its last value', async () => {
  const { post, asked } = await start();
  await post('/formulaires/addLignePanier', `produitId=${ID}&quantite=1&quantite=2`);
  expect(asked[0]?.body).toEqual({ produitId: ID, quantite: 2 });
});

test('language and theme are cookies that scripts can change', async () => {
  const { post, asked } = await start();
  const { status, headers } = await post(
    formTo('preferences', '/produits?q=x').action,
    { langue: 'en', theme: 'dark' },
    { cookie: 'langue=fr' },
  );
  expect([status, headers.location]).toEqual([303, '/en/produits?q=x']);
  expect(headers['set-cookie']).toEqual([
    'langue=en; Path=/; Max-Age=31536000; SameSite=Lax',
    'theme=dark; Path=/; Max-Age=31536000; SameSite=Lax',
  ]);
  const system = await post('/formulaires/preferences', { theme: 'system', langue: 'de' });
  expect(system.headers).toMatchObject({ location: '/', 'set-cookie': ['theme=; Path=/; Max-Age=0; SameSite=Lax'] });
  expect(asked).toEqual([]);
});

describe('a browser without any cookie', () => {
  const withCookie: RequestListener = (_request, response) => {
    response.setHeader('set-cookie', 'visiteur=v; Path=/; HttpOnly');
    response.end('{}');
  };
  const added = { produitId: ID, quantite: '1', page: `/produits/${ID}`, retour: '/panier' };

  test('goes on to the next page once it has sent its first cookie back', async () => {
    const { post, get } = await start(withCookie);
    const { headers } = await post('/formulaires/addLignePanier', added);
    const way = String(headers.location);
    expect(way).toMatch(/^\/formulaires\/addLignePanier\?/);
    expect(way).not.toContain('quantite');
    const next = await get(way, { headers: { cookie: 'visiteur=v' } });
    expect([next.status, next.headers.location]).toEqual([303, '/panier']);
  });

  test('sees the page of the form again, with the problem, when it refuses the cookie', async () => {
    const { post, get } = await start(withCookie);
    const { headers } = await post('/formulaires/addLignePanier', added);
    const refused = await get(String(headers.location));
    expect(refused.status).toBe(403);
    expect(refused.headers['cache-control']).toBe('no-store, no-transform');
    expect(submittedIn(refused.text)).toMatchObject({
      page: `/produits/${ID}`,
      submitted: {
        operation: 'addLignePanier',
        values: { produitId: ID },
        problem: { code: 'cookies-refuses', status: 403 },
      },
    });
  });

  test('gets the page in the language that it chooses', async () => {
    const { post } = await start();
    const chosen = async (langue: string, page: string) =>
      (await post('/formulaires/preferences', { langue, page })).headers.location;
    expect(await chosen('en', '/panier?a=1')).toBe('/en/panier?a=1');
    expect(await chosen('en', '/en/panier')).toBe('/en/panier');
    expect(await chosen('fr', '/en')).toBe('/');
  });

  test('is told that its choice of a theme cannot be kept', async () => {
    const { post, get } = await start();
    const { headers } = await post('/formulaires/preferences', { theme: 'dark', page: '/panier' });
    const refused = await get(String(headers.location));
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Your browser refuses cookies')]);
    const kept = await get(String(headers.location), { headers: { cookie: 'theme=dark' } });
    expect([kept.status, kept.headers.location]).toEqual([303, '/panier']);
  });

  test('cannot be led away from the shop', async () => {
    const { get } = await start();
    const { headers } = await get('/formulaires/signIn?page=/connexion&suite=//ailleurs.example', {
      headers: { cookie: 'session=s' },
    });
    expect(headers.location).toBe('/connexion');
  });
});
