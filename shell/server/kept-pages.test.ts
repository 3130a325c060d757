import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Encoding } from '@boutique/http-server/encode';
import { expect, test, vi } from 'vitest';
import { createKeptPages, type MadePage } from './kept-pages.ts';

const HTML = `<!doctype html>${'<p>Un clavier, à l’essai.</p>'.repeat(500)}`;

const madeOf = (facts: Partial<MadePage> = {}) =>
  vi.fn(
    async (): Promise<MadePage> => ({
      html: Buffer.from(HTML),
      status: 200,
      route: '/',
      policy: "default-src 'none'",
      isWhole: true,
      ...facts,
    }),
  );

const plain: Record<Encoding, (body: Buffer) => Buffer> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
  identity: (body) => body,
};

test('a kept page is the same in every encoding and at every request', async () => {
  const pages = createKeptPages();
  const made = await pages.make('a', madeOf({ status: 404 }));
  const kept = pages.get('a');
  expect(kept).toMatchObject({ status: 404, route: '/', policy: "default-src 'none'" });
  for (const page of [made, kept]) {
    for (const encoding of ['br', 'gzip', 'identity', 'br'] as const) {
      const body = await page?.bodyIn(encoding);
      expect(plain[encoding](body ?? Buffer.alloc(0)).toString()).toBe(HTML);
    }
  }
});

test('a page that is asked for again is compressed better', async () => {
  const pages = createKeptPages();
  const page = await pages.make('a', madeOf());
  const quick = await page.bodyIn('br');
  await vi.waitFor(async () => expect((await page.bodyIn('br')).length).toBeLessThan(quick.length));
});

test('two requests at the same time make a page once', async () => {
  const pages = createKeptPages();
  const make = madeOf();
  await Promise.all([pages.make('a', make), pages.make('a', make)]);
  expect(make).toHaveBeenCalledTimes(1);
});

test('a page with something missing is sent, and made again the next time', async () => {
  const pages = createKeptPages();
  const page = await pages.make('a', madeOf({ isWhole: false }));
  expect(String(await page.bodyIn('identity'))).toBe(HTML);
  expect(pages.get('a')).toBeUndefined();
});

test('a page that cannot be made fails for those who wait for it, and is tried again', async () => {
  const pages = createKeptPages();
  const fails = () => Promise.reject(new Error('no page'));
  const both = await Promise.allSettled([pages.make('a', fails), pages.make('a', fails)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await pages.make('a', madeOf())).status).toBe(200);
});

test('the least recently used pages go, and no more than needed', async () => {
  const pages = createKeptPages();
  // a megabyte that does not compress
  const large = () => randomBytes(2 ** 20);
  await pages.make('often', madeOf());
  for (let number = 0; number < 12; number += 1) {
    await pages.make(`crawled ${number}`, madeOf({ html: large() }));
    expect(pages.get('often')).toBeDefined();
  }
  expect(pages.get('crawled 0')).toBeUndefined();
  expect(pages.get('crawled 11')).toBeDefined();
});
