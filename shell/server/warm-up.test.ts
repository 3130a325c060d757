import { expect, test, vi } from 'vitest';
import { deadUrl, listen } from './testing/http.ts';
import { createWarmUp } from './warm-up.ts';

const RENDERED = '<div id="root" data-rendered><h1>Bonjour</h1></div>';

/** A gateway that renders from a certain request on, and the pages that it was asked for. */
async function startGateway(from: number) {
  const asked: (string | undefined)[] = [];
  const url = await listen((request, response) => {
    asked.push(request.url);
    response.end(asked.length >= from ? RENDERED : '<div id="root"></div>');
  });
  return { url, asked };
}

test('is ready once the home page comes rendered in each language', async () => {
  const { url, asked } = await startGateway(3);
  const { lacking, start } = createWarmUp({ lacking: () => undefined });
  expect(lacking()).toBe('the renderer has not made a page yet');
  await start(url);
  expect(asked).toEqual(['/', '/', '/', '/en']);
  expect(lacking()).toBeUndefined();
});

test('asks for no page while files of releases are missing', async () => {
  const { url, asked } = await startGateway(1);
  let missing: string | undefined = '2 files of produits are missing';
  const { lacking, start } = createWarmUp({ lacking: () => missing });
  const started = start(url);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect([asked, lacking()]).toEqual([[], 'the renderer has not made a page yet']);
  missing = undefined;
  await started;
  expect(asked).toEqual(['/', '/en']);
});

test.each([
  ['pages are never rendered', () => startGateway(Number.POSITIVE_INFINITY).then(({ url }) => url)],
  ['nothing answers', deadUrl],
])('is ready after a while when %s', async (_, address) => {
  const { lacking, start } = createWarmUp({ lacking: () => undefined, maxMs: 300 });
  const started = start(await address());
  await vi.waitFor(() => expect(lacking()).toBeUndefined());
  await started;
});
