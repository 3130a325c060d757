import { expect, test, vi } from 'vitest';
import type { Renderer } from './renderer.ts';
import { offer, startApi } from './testing/fake-api.ts';
import { startGateway } from './testing/gateway.ts';
import { packedOf, registered } from './testing/releases.ts';

const produitsOf = (version: string) =>
  packedOf(
    { 'remoteEntry.js': `entry ${version}` },
    { version, routes: [{ path: '/produits', requests: ['/api/produits'], modules: [], styles: [] }] },
  );

/** A renderer that shows the API's answers. */
const renderer: Renderer = {
  render: async ({ answers, page }) => ({
    page: {
      html: Buffer.from(`${page.theme} ${Object.values(answers).map(({ json }) => String(json))}`),
      head: '',
      widgets: [],
    },
    failures: [],
  }),
  pid: () => undefined,
  close() {},
};

/** A gateway that has already sent the guest's page again without Koa, and what its API tells. */
async function start() {
  const data = { version: 'a', price: 10 };
  const api = await startApi(offer(produitsOf('1.0.0')));
  api.other = ({ url, headers }, response) => {
    const type = { 'content-type': 'application/json' };
    if (url === '/api/data-version') {
      return void response.writeHead(200, type).end(JSON.stringify({ version: data.version }));
    }
    const etag = `"${data.price}"`;
    const known = headers['if-none-match'] === etag;
    response.writeHead(known ? 304 : 200, { ...type, etag, 'data-version': data.version });
    response.end(known ? undefined : JSON.stringify({ price: data.price }));
  };
  const gateway = await startGateway(api.url, { renderer });
  await gateway.whole();
  const ask = async (headers: Record<string, string> = {}) => {
    const answer = await gateway.get('/produits', { headers });
    return { ...answer, isFromKoa: String(answer.headers['server-timing']).includes('api;') };
  };
  const untilKept = (headers?: Record<string, string>) =>
    vi.waitFor(async () => expect((await ask(headers)).isFromKoa).toBe(false), 5_000);
  await untilKept();
  return { ...gateway, api, data, ask, untilKept };
}

test('a guest’s page that is sent again is the same, headers included', async () => {
  const { ask } = await start();
  const again = await ask();
  expect(again.isFromKoa).toBe(false);
  // a cookie of which the gateway knows nothing
  const made = await ask({ cookie: 'autre=1' });
  expect(made.isFromKoa).toBe(true);
  expect(again.text).toBe(made.text);
  expect(again.text).toContain('"price":10');
  const own = ['date', 'server-timing', 'x-request-id', 'connection', 'keep-alive'];
  const comparable = ({ headers }: typeof made) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
  expect(comparable(again)).toEqual(comparable(made));
  expect(again.headers['x-request-id']).toMatch(/^[\w-]{36}$/);
});

test('a change of the data is in the next page', async () => {
  const { ask, data, untilKept } = await start();
  Object.assign(data, { version: 'b', price: 20 });
  expect((await ask()).text).toContain('"price":20');
  await untilKept();
  expect((await ask()).text).toContain('"price":20');
  // a change of something else
  data.version = 'c';
  expect((await ask()).isFromKoa).toBe(true);
  await untilKept();
});

test('another release is in the next page', async () => {
  const { ask, api, register, whole } = await start();
  const { release, files } = produitsOf('2.0.0');
  api.releases = [];
  api.add(registered(release), files);
  await register.read();
  await whole();
  expect((await ask()).text).toContain('/remotes/produits/2.0.0');
});

test.each([
  ['an account', { cookie: 'session=x' }],
  ['a cart', { cookie: 'theme=dark; visiteur=x' }],
  ['an override', { cookie: 'overrides=produits%3D1.0.0' }],
  ['another host', { host: 'autre.exemple' }],
  ['https', { 'x-forwarded-proto': 'https' }],
  ['another language', { 'accept-language': 'de' }],
  ['another way here', { 'sec-fetch-site': 'same-origin' }],
])('a visitor with %s does not get the page of other guests', async (_, headers: Record<string, string>) => {
  const { ask } = await start();
  expect((await ask(headers)).isFromKoa).toBe(true);
});

test('an English visitor from outside is led to the English page, though the French one is kept', async () => {
  const { ask, untilKept } = await start();
  const english = { 'accept-language': 'en' };
  await untilKept({ ...english, 'sec-fetch-site': 'same-origin' });
  expect((await ask(english)).headers.location).toMatch(/^\/en/);
});

test('a theme has its own page', async () => {
  const { ask, untilKept } = await start();
  const dark = { cookie: 'theme=dark' };
  await untilKept(dark);
  expect((await ask(dark)).text).toContain('data-theme="dark"');
  expect((await ask()).text).not.toContain('data-theme');
});

test('while the API is down, Koa answers', async () => {
  const { ask, api } = await start();
  api.goDown();
  expect((await ask()).isFromKoa).toBe(true);
});
