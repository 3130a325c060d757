import type { ComponentType } from 'react';
import * as z from 'zod/mini';
import type { Langue } from './common.ts';

/** The one module that every slice exposes. */
export const SLICE_MODULE = './slice';

/**
 * A slice's name in releases, URLs and the register: `produits`, `utilisateurs`. Not `constructor`: every object has
 * it.
 */
export const SliceName = z.string().check(z.regex(/^(?!constructor$)[a-z][a-z0-9-]{0,39}$/));

const Text = z.strictObject({
  fr: z.string().check(z.minLength(1), z.maxLength(60)),
  en: z.string().check(z.minLength(1), z.maxLength(60)),
});

/**
 * An absolute path pattern, such as `/produits/:id`: up to ten segments, each plain text or one parameter, and at most
 * one `/*`, at the end. Optional segments are refused: react-router tries all combinations of them, and 16 took 1.8 s a
 * page.
 */
const RoutePath = z.string().check(
  z.regex(/^\/(?:(?:[\w.~-]+|:[A-Za-z]\w*)(?:\/(?:[\w.~-]+|:[A-Za-z]\w*)){0,9}(?:\/\*)?|\*)?$/, {
    error: 'a path of plain segments and parameters is expected, such as /produits/:id or /aide/*',
  }),
  z.maxLength(200),
);

/** First segments of the gateway's own addresses, of English ones, and of the shell's own pages: no slice can have a page there. */
export const RESERVED_SEGMENTS: ReadonlySet<string> = new Set([
  'api',
  'assets',
  'en',
  'formulaires',
  'remotes',
  'live',
  'ready',
  'metrics',
  'systeme',
]);

/** Written like the name of a React component: `MiniPanier`. */
const WidgetName = z.string().check(z.regex(/^[A-Z][A-Za-z0-9]{0,59}$/));

const Requests = z.array(z.string().check(z.startsWith('/api/'), z.maxLength(500)));

/** One page of a slice, as data that the gateway reads before any code of the slice runs. */
export const RouteDeclaration = z.strictObject({
  path: RoutePath,
  /** Source module of the page, relative to the slice's folder; its chunks are preloaded with the page. */
  page: z.string(),
  /**
   * The GET requests that the page makes first, as URI templates (see `expandRequest`). Variables are the path's
   * parameters, the page's query string and `langue`: `/api/produits/{id}{?langue}`.
   */
  requests: Requests.check(z.maxLength(20)),
  /** As `requests`, but only for visitors who have an account's session or a guest's cookie: others have no such data. */
  personalRequests: z.optional(Requests.check(z.maxLength(5))),
});
export type RouteDeclaration = z.output<typeof RouteDeclaration>;

/**
 * An entry of the shell's navigation: in its header unless `place` says otherwise; with `access: 'admin'`, in the
 * navigation of the administration, which only staff sees. `path` is one of the slice's own routes without parameters.
 */
export const NavigationEntry = z.strictObject({
  path: RoutePath,
  label: Text,
  order: z.int(),
  place: z.optional(z.literal('footer')),
  access: z.optional(z.literal('admin')),
});
export type NavigationEntry = z.output<typeof NavigationEntry>;

/** A widget that other slices may show. With a `slot`, the shell shows it there on every page. */
export const WidgetDeclaration = z.strictObject({
  name: WidgetName,
  /** Source module of the widget, relative to the slice's folder. */
  module: z.string(),
  slot: z.optional(z.enum(['header-search', 'header-actions'])),
  /**
   * The GET requests of a widget with a slot, as URI templates with the variable `langue`. The gateway makes them for
   * visitors who have an account's session or a guest's cookie; without either, the widget has nothing to show.
   */
  requests: z.optional(Requests.check(z.maxLength(5))),
});
export type WidgetDeclaration = z.output<typeof WidgetDeclaration>;

/** What a slice offers, as plain data; the build copies it into `release.json`. */
export const SliceDeclaration = z.strictObject({
  name: SliceName,
  routes: z.array(RouteDeclaration),
  navigation: z.array(NavigationEntry),
  widgets: z.array(WidgetDeclaration),
  /** Widgets of other slices that the pages of this slice cannot do without. */
  needs: z.optional(z.array(WidgetName)),
  /** The maximum of compressed bytes of scripts and styles that a page loads before it shows. */
  budget: z.optional(z.int().check(z.positive())),
});
export type SliceDeclaration = z.output<typeof SliceDeclaration>;

/** A page's module: the lazy fields of a react-router route object. */
export interface PageModule {
  Component: ComponentType;
}

/**
 * The shape of the exposed module `./slice`.
 * `routes` has one entry per declared route, keyed by its path; each is loaded when first visited.
 */
export interface SliceModule {
  /**
   * Awaited once before any page or widget is shown: loads data that all need, such as the texts of the language. The
   * renderer evaluates a release once per language, so the module may keep the texts in a variable.
   */
  ready?: ((locale: Langue) => Promise<void>) | undefined;
  routes: Readonly<Record<string, () => Promise<PageModule>>>;
  /** Widgets by name; the props of each are agreed in `widgets.ts`. */
  widgets: Readonly<Record<string, () => Promise<{ default: ComponentType<never> }>>>;
}
