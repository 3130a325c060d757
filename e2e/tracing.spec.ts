import { type ReceivedSpan, startOtlpReceiver } from '@boutique/tracing/testing/otlp-receiver';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Shop, startShop } from './shop.ts';
import { visit } from './visit.ts';

/** One trace from a page to each SQL statement, in a shop that sends its traces to this process. */

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let shop: Shop;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  shop = await startShop({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '100' });
});
afterAll(async () => {
  await shop.stop();
  await receiver.close();
});

test('a page load is one trace: page, gateway, API, SQL', async () => {
  const page = await visit(`${shop.url}/produits?q=ardoise`);
  await page.waitForLoadState('networkidle');
  const traceparent = await page.locator('meta[name="traceparent"]').getAttribute('content');
  const [, traceId] = traceparent?.split('-') ?? [];
  const root = { service: 'boutique-shell', name: 'GET /produits', traceId, parentSpanId: undefined };
  const ofTrace = () => receiver.spans.filter((span) => span.traceId === traceId);
  const childrenOf = ({ spanId }: ReceivedSpan) => ofTrace().filter(({ parentSpanId }) => parentSpanId === spanId);
  const find = (spans: ReceivedSpan[], service: string, path: string) =>
    spans.filter((span) => span.service === service && span.attributes['url.path'] === path);

  await expect.poll(() => ofTrace().filter(({ parentSpanId }) => !parentSpanId)).toMatchObject([root]);
  const [document] = ofTrace().filter(({ parentSpanId }) => !parentSpanId) as [ReceivedSpan];
  // the gateway asks while it renders the page
  await expect.poll(() => find(childrenOf(document), 'boutique-api', '/api/produits')).toHaveLength(1);
  const [answered] = find(childrenOf(document), 'boutique-api', '/api/produits') as [ReceivedSpan];
  expect(answered).toMatchObject({ name: 'GET /api/produits', attributes: { 'http.response.status_code': 200 } });
  const statements = childrenOf(answered);
  expect(statements.length).toBeGreaterThan(1);
  expect(statements.every(({ attributes }) => attributes['db.system.name'] === 'postgresql')).toBe(true);

  // the page reports its load time when the browser leaves it
  await page.goto('about:blank');
  await expect
    .poll(() => childrenOf(document).filter(({ service }) => service === 'boutique-browser'))
    .toMatchObject([{ name: 'load /produits' }]);

  // the trace has the page's modules, but not the shopper's words
  expect(childrenOf(document).map(({ name }) => name)).toContain('GET /remotes/*');
  expect(JSON.stringify(receiver.spans)).not.toContain('ardoise');
});

test('a shop without a collector sets no cookie and writes nothing into its pages', async () => {
  const page = await visit('/produits');
  expect(await page.locator('meta[name="traceparent"]').count()).toBe(0);
  expect(await page.context().cookies(inject('url'))).toEqual([]);
});
