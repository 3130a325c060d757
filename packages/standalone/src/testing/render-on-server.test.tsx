// @vitest-environment node
import type { SliceDeclaration, SliceModule } from '@boutique/contracts/slice';
import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { useInfiniteQuery, useLocation, useQuery, useShell } from '@boutique/facade';
import { apiPages, apiQuery } from '@boutique/facade/api-query';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { mock } from '../mock.ts';
import { type AnyWidget, hydrateInBrowser, renderOnServer } from './render-on-server.tsx';

const declaration: SliceDeclaration = {
  name: 'essai',
  routes: [{ path: '/essai', page: 'src/pages/essai.tsx', requests: ['/api/utilisateurs'] }],
  navigation: [],
  widgets: [],
};

function Liste() {
  const { data } = useInfiniteQuery(apiPages('get /api/utilisateurs', {}));
  return <h1>{data ? data.pages[0]?.items.map(({ nom }) => nom).join() : '…'}</h1>;
}

/** A query that the page does not declare. */
function Autre() {
  const { data } = useQuery(apiQuery('get /api/utilisateurs', { query: { limite: 1 } }));
  return <h1>{data ? 'lu' : 'en cours'}</h1>;
}

function render(Component: () => ReactNode, widget?: AnyWidget) {
  const slice: SliceModule = {
    routes: { '/essai': async () => ({ Component }) },
    widgets: { MiniPanier: async () => ({ default: Component }) },
  };
  const list = mock(utilisateursRoutes.list, () => ({ items: demoUtilisateurs, total: 2, next: null }));
  return renderOnServer({
    slice,
    declaration,
    path: '/essai#bas',
    widget,
    locale: 'fr',
    session: null,
    handlers: [list],
  });
}

test('has the answers to declared requests in the first render of both sides', async () => {
  const rendered = await render(Liste);
  expect(rendered.html).toContain(`<h1>${demoUtilisateurs.map(({ nom }) => nom).join()}</h1>`);
  expect(await hydrateInBrowser(rendered)).toEqual([]);
});

test('leaves other queries pending until the page is hydrated', async () => {
  const rendered = await render(Autre);
  expect(rendered.html).toContain('<h1>en cours</h1>');
  let text: string | undefined;
  const look = (root: HTMLElement) => {
    text = root.querySelector('h1')?.textContent;
  };
  expect(await hydrateInBrowser(rendered, {}, look)).toEqual([]);
  expect(text).toBe('lu');
});

test('renders a widget, which is loaded while it renders', async () => {
  const rendered = await render(Autre, { name: 'MiniPanier', props: {} });
  expect(rendered.html).toContain('<h1>en cours</h1>');
  expect(await hydrateInBrowser(rendered)).toEqual([]);
});

test.each<[what: string, Component: () => ReactNode]>([
  ['storage', () => <h1>{typeof localStorage === 'object' ? localStorage.getItem('choix') : ''}</h1>],
  ['the clock', () => <h1>{new Date().toISOString().slice(0, 10)}</h1>],
  ['the time zone', () => <h1>{new Date(useShell().now).getTimezoneOffset()}</h1>],
  ['the hash', () => <h1>{useLocation().hash}</h1>],
  ['the document', () => <h1 className={typeof document === 'object' ? 'client' : 'server'}>attribut</h1>],
])('finds a render that depends on %s', async (_, Component) => {
  const rendered = await render(Component);
  expect(rendered.errors).toEqual([]);
  expect(await hydrateInBrowser(rendered, { localStorage: { choix: 'x' } })).not.toEqual([]);
});

test('reports what throws on the server', async () => {
  await expect(render(() => <h1>{document.title}</h1>)).rejects.toThrow('document is not defined');
});
