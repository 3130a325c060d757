// @vitest-environment jsdom
import { act } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JsonLd } from './json-ld.tsx';

const data = { '@type': 'Product', name: '</script><script>alert(1)</script><!-- & "\u2028\r\n' };
const page = (
  <article>
    <h1>Clavier</h1>
    <JsonLd data={data} />
    <p>129,90 €</p>
  </article>
);

/**
 * The HTML of an element with this HTML at first, when `show` is done. React makes script elements by `innerHTML`, which
 * the content security policy refuses.
 */
async function htmlAfter(html: string, show: (element: HTMLElement) => void): Promise<string> {
  const element = document.createElement('div');
  element.innerHTML = html;
  const set = vi.spyOn(Element.prototype, 'innerHTML', 'set');
  await act(async () => show(element));
  expect(set).not.toHaveBeenCalled();
  return element.innerHTML;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(console, 'error');
});
afterEach(() => {
  expect(console.error).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('the server writes one data element, which no text in it can end', () => {
  const html = renderToString(page);
  expect(html.match(/<\/?script[^>]*>|<!--/g)).toEqual(['<script type="application/ld+json">', '</script>']);
  const [, json = ''] = /<script[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(json)).toEqual(data);
});

const withoutData = '<article><h1>Clavier</h1><p>129,90 €</p></article>';

test('hydrated without an error, the page has no data element any more', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  const html = renderToString(page);
  const hydrate = (element: HTMLElement) => hydrateRoot(element, page, { onRecoverableError: failed });
  expect(await htmlAfter(html, hydrate)).toBe(withoutData);
  expect(failed).not.toHaveBeenCalled();
});

test('a page that the browser renders never has one', async () => {
  expect(await htmlAfter('', (element) => createRoot(element).render(page))).toBe(withoutData);
});
