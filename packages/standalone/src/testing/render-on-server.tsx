import type { Langue } from '@boutique/contracts/common';
import type { Compte } from '@boutique/contracts/comptes';
import type { Submitted } from '@boutique/contracts/forms';
import type { SliceDeclaration, SliceModule } from '@boutique/contracts/slice';
import type { WidgetName, WidgetProps } from '@boutique/contracts/widgets';
import { createMemoryRouter, RouterProvider, Widget } from '@boutique/facade';
import type { RequestHandler } from 'msw';
import { act, type ReactNode } from 'react';
import { prerender } from 'react-dom/static';
import { vi } from 'vitest';
import { builtinEnvironments } from 'vitest/runtime';
import { type Seed, seededClient, seedOf } from '../seed.ts';
import { type PageContext, SliceApp } from '../slice-app.tsx';

export type AnyWidget = { [Name in WidgetName]: { name: Name; props: WidgetProps[Name] } }[WidgetName];

/** One view of a slice without a shell: of a page, or of a widget on a page of another slice. */
export interface View {
  slice: SliceModule;
  declaration: SliceDeclaration;
  /** Path, query and hash. */
  path: string;
  widget?: AnyWidget | undefined;
  locale: Langue;
  session: Compte | null;
  /** The form that led to the page. */
  submitted?: Submitted | undefined;
  handlers: RequestHandler[];
}

interface Rendered extends View {
  html: string;
  /** Everything that React wrote to the console. */
  errors: string[];
  now: number;
  seed: Seed;
}

/** Renders a view as the gateway does: without a document, with the answers to the page's declared requests. */
export async function renderOnServer(view: View): Promise<Rendered> {
  if ('document' in globalThis) throw new Error('Begin the test file with `// @vitest-environment node`');
  // again for each view: all share the slice's module, which has one language at a time
  await view.slice.ready?.(view.locale);
  const seed = await seedOf(view.declaration, view.path, view.locale, view.handlers);
  const now = Date.now();
  const errors: string[] = [];
  const html = await listening(errors, async () => {
    const { prelude } = await prerender(await appOf({ ...view, path: withoutHash(view.path), seed, now }), {
      // otherwise React moves large boundaries to the end, with inline scripts that the CSP blocks
      progressiveChunkSize: Number.POSITIVE_INFINITY,
    });
    const text = await new Response(prelude).text();
    // after a render that waited, React's server keeps the values of contexts until its next render; the browser's half
    // of React, which is another process in the shop, would find them
    await prerender(null);
    return text;
  });
  return { ...view, html, errors, now, seed };
}

/** Browsers do not send it. */
const withoutHash = (path: string) => path.replace(/#.*/, '');

/** What happened in the browser before the page is hydrated. */
export interface Before {
  localStorage?: Readonly<Record<string, string>>;
  sessionStorage?: Readonly<Record<string, string>>;
  /** What the visitor does with the server's HTML. */
  visit?: (root: HTMLElement) => void;
}

/**
 * Hydrates that view two days later, in a browser on the other side of the world, with this storage: clock, time zone
 * and storage must not change the first render. `look` sees the page when its effects and requests are done.
 * @returns React's recoverable errors, and everything else that it wrote to the console: none when both renders are equal
 */
export async function hydrateInBrowser(
  rendered: Rendered,
  { localStorage: local = {}, sessionStorage: session = {}, visit }: Before = {},
  look: (root: HTMLElement) => void | Promise<void> = () => {},
): Promise<string[]> {
  const { teardown } = await builtinEnvironments.jsdom.setup(globalThis, {});
  const zone = process.env.TZ;
  const errors: string[] = [];
  try {
    process.env.TZ = 'Pacific/Auckland';
    vi.setSystemTime(rendered.now + 2 * 86_400_000);
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    for (const [name, value] of Object.entries(local)) localStorage.setItem(name, value);
    for (const [name, value] of Object.entries(session)) sessionStorage.setItem(name, value);
    document.documentElement.lang = rendered.locale;
    const root = document.body.appendChild(document.createElement('div'));
    root.innerHTML = rendered.html;
    // as the gateway does: React looks for them in the head
    while (root.firstElementChild?.matches('title, meta, link')) document.head.append(root.firstElementChild);
    visit?.(root);
    const app = await appOf(rendered);
    // not at the top: it must find a window
    const { hydrateRoot } = await import('react-dom/client');
    await listening(errors, async () => {
      const page = await act(async () =>
        hydrateRoot(root, app, {
          onRecoverableError: (error, { componentStack }) => errors.push(`${error}${componentStack}`),
        }),
      );
      await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
      await act(async () => look(root));
      await act(async () => page.unmount());
    });
    return errors;
  } finally {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    await teardown(globalThis);
  }
}

/** Adds what is written to console.error meanwhile to `errors`. */
async function listening<Result>(errors: string[], run: () => Promise<Result>): Promise<Result> {
  const spy = vi.spyOn(console, 'error').mockImplementation((...words) => {
    // true, but only here: server and browser are one process
    if (!String(words[0]).startsWith('Detected multiple renderers')) errors.push(words.join(' '));
  });
  try {
    return await run();
  } finally {
    spy.mockRestore();
  }
}

/** The same tree on both sides. */
async function appOf(view: Omit<Rendered, 'html' | 'errors'>): Promise<ReactNode> {
  const { slice, path, widget, locale, session, submitted, handlers, seed, now } = view;
  const pages = Object.entries(slice.routes).map(async ([pattern, load]) => ({ path: pattern, ...(await load()) }));
  const element = widget ? <Widget name={widget.name} props={widget.props} fallback={null} /> : null;
  // a page may lead to one of another slice
  const routes = [...(widget ? [] : await Promise.all(pages)), { path: '*', element }];
  const page: PageContext = { locale, now, submitted, ...seededClient(seed, handlers) };
  return (
    <SliceApp slice={slice} session={session} page={page}>
      <main>
        <RouterProvider router={createMemoryRouter(routes, { initialEntries: [path] })} />
      </main>
    </SliceApp>
  );
}
