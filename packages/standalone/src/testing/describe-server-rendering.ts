import type { Langue } from '@boutique/contracts/common';
import type { Submitted } from '@boutique/contracts/forms';
import type { SliceDeclaration, SliceModule } from '@boutique/contracts/slice';
import { matchPath } from '@boutique/facade';
import type { RequestHandler } from 'msw';
import { describe, expect, test } from 'vitest';
import { createMockShop, type MockShop } from '../mocks/mock-shop.ts';
import { checkForms } from './check-forms.ts';
import { type AnyWidget, type Before, hydrateInBrowser, renderOnServer } from './render-on-server.tsx';

interface Case {
  /** By default the mock shop, for a guest. */
  shop?: MockShop;
  before?: Before;
  /** The form that led to the page, and a piece of HTML that shows what came of it, in French. */
  submitted?: Submitted & { shows: string };
  /** The operations of the API that the forms send without scripts. */
  forms?: readonly string[];
}
type PageCase = Case & {
  /** Path, query and hash. */
  path: string;
  h1: Readonly<Record<Langue, string>>;
};
type WidgetCase = Case & {
  widget: AnyWidget;
  /** The page around it. */
  path?: string;
  /** A piece of the widget's HTML. */
  html: Readonly<Record<Langue, string>>;
};

interface Options {
  slice: SliceModule;
  declaration: SliceDeclaration;
  handlersOf: (shop: MockShop) => RequestHandler[];
  /** At least one for each of the slice's routes. */
  pages: readonly PageCase[];
  /** At least one for each of the slice's widgets. */
  widgets: readonly WidgetCase[];
}

/**
 * Tests that pages and widgets render on the server and hydrate without errors, in both languages. The test file must
 * begin with `// @vitest-environment node`.
 */
export function describeServerRendering({ slice, declaration, handlersOf, pages, widgets }: Options): void {
  test('every page and every widget has a case', () => {
    const paths = pages.map(({ path }) => new URL(path, 'http://boutique.test').pathname);
    const names = new Set<string>(widgets.map(({ widget }) => widget.name));
    expect(declaration.routes.filter((route) => !paths.some((path) => matchPath(route.path, path)))).toEqual([]);
    expect(declaration.widgets.filter(({ name }) => !names.has(name))).toEqual([]);
  });

  const render = (
    locale: Langue,
    { shop = createMockShop(), submitted }: Case,
    view: { path: string; widget?: AnyWidget },
  ) => {
    const session = shop.visiteur && { ...shop.visiteur };
    return renderOnServer({ slice, declaration, locale, session, handlers: handlersOf(shop), submitted, ...view });
  };
  const check = async (rendered: Awaited<ReturnType<typeof render>>, { before, submitted, forms }: Case) => {
    expect(rendered.errors).toEqual([]);
    if (submitted && rendered.locale === 'fr') expect(rendered.html).toContain(submitted.shows);
    expect(rendered.html.match(/<[^>]* style=[^>]*>/g) ?? [], 'style attributes, which the CSP blocks').toEqual([]);
    let sent: string[] = [];
    const visit = (root: HTMLElement) => {
      sent = checkForms(root);
      before?.visit?.(root);
    };
    expect(await hydrateInBrowser(rendered, { ...before, visit }), 'errors while hydrating').toEqual([]);
    if (forms) expect(sent).toEqual(forms);
  };
  const nameOf = ({ shop, before, submitted }: Case) =>
    `${shop?.visiteur?.role ?? 'guest'}${before ? ', later visit' : ''}${submitted ? `, after ${submitted.operation}` : ''}`;
  describe.each(['fr', 'en'] as const)('rendered on the server in %s', (locale) => {
    test.each(pages.map((page) => [page.path, nameOf(page), page] as const))('%s (%s)', async (path, _, page) => {
      const rendered = await render(locale, page, { path });
      expect([...rendered.html.matchAll(/<h1[^>]*>(.*?)<\/h1>/g)].map(([, text]) => text)).toEqual([page.h1[locale]]);
      await check(rendered, page);
    });
    test.each(widgets.map((one) => [one.widget.name, nameOf(one), one] as const))('%s (%s)', async (_, __, one) => {
      const rendered = await render(locale, one, { path: one.path ?? '/', widget: one.widget });
      expect(rendered.html).toContain(one.html[locale]);
      await check(rendered, one);
    });
  });
}
