/// <reference types="msw/vite/client" />

import { type Answer, createApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { Compte } from '@boutique/contracts/comptes';
import type { SliceDeclaration, SliceModule } from '@boutique/contracts/slice';
import type { WidgetName } from '@boutique/contracts/widgets';
import {
  createBrowserRouter,
  createQueryClient,
  NavLink,
  Outlet,
  type RouteObject,
  type Router,
  RouterProvider,
  ScrollRestoration,
  useShell,
  Widget,
} from '@boutique/facade';
import type { RequestHandler } from 'msw';
import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { type PageContext, SliceApp, sliceRoutes } from './slice-app.tsx';
import styles from './standalone.module.css';

export interface Options {
  declaration: SliceDeclaration;
  slice: SliceModule;
  handlers: RequestHandler[];
  /** The account that is signed in at first; a guest by default. */
  session?: Compte | null;
}

/** What the server writes into a page that it has rendered, as JSON in the element `#rendu`. */
export interface RenderedData {
  now: number;
  answers: Record<string, Answer>;
}

/** The slice that a server is about to render, see standalone-on-server.tsx. */
export const onServer: { started?: Options } = {};

export const langueOf = (search: string): Langue => (new URLSearchParams(search).get('langue') === 'en' ? 'en' : 'fr');

/** Runs a slice in a browser on mocks, without shell and API. Mounts into `#root`, or hydrates what is there. */
export async function startStandalone(options: Options): Promise<void> {
  if (typeof document === 'undefined') {
    onServer.started = options;
    return;
  }
  // must precede the import of the first page, which loads its texts
  const locale = langueOf(location.search);
  if (locale === 'en') document.documentElement.lang = locale;
  const { network } = await import('virtual:msw');
  network.configure({ handlers: options.handlers, onUnhandledFrame: 'bypass' });
  await network.enable();
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root": add one');
  const rendered = document.getElementById('rendu')?.textContent;
  if (!rendered) {
    const router = createBrowserRouter(routesOf(options, sliceRoutes(options.slice)));
    createRoot(root).render(<Standalone options={options} router={router} />);
    return;
  }
  const { now, answers }: RenderedData = JSON.parse(rendered);
  const api = createApiClient();
  const at = Date.now();
  const begun = new Map(Object.entries(answers).map(([url, answer]) => [url, { ...answer, at }]));
  const router = createBrowserRouter(routesOf(options, await loadedRoutes(options, locale)));
  const page = { locale, now, api, queryClient: createQueryClient(api, begun) };
  hydrateRoot(root, <Standalone options={options} router={router} page={page} />);
}

/** The pages of the slice, loaded, so that they render at once. */
export async function loadedRoutes({ slice }: Options, locale: Langue): Promise<RouteObject[]> {
  await slice.ready?.(locale);
  return Promise.all(Object.entries(slice.routes).map(async ([path, load]) => ({ path, ...(await load()) })));
}

export const routesOf = ({ declaration }: Options, pages: RouteObject[]): RouteObject[] => [
  {
    element: <Frame declaration={declaration} />,
    children: [...pages, { path: '*', element: <UnknownPage declaration={declaration} /> }],
  },
];

interface Props {
  options: Options;
  router: Router;
  /** For a page that is rendered on the server. */
  page?: PageContext;
}

export function Standalone({ options: { slice, session = null }, router, page }: Props) {
  return (
    <StrictMode>
      <SliceApp slice={slice} session={session} {...(page && { page })}>
        <RouterProvider router={router} />
      </SliceApp>
    </StrictMode>
  );
}

/** Replaces the shell's header, with the slice's navigation and those of its widgets that have a slot. */
function Frame({ declaration: { name, navigation, widgets } }: { declaration: SliceDeclaration }) {
  const { locale } = useShell();
  return (
    <>
      <a className={styles.skip} href="#contenu">
        Aller au contenu
      </a>
      <header>
        <p className={styles.banner}>
          La slice <strong>{name}</strong> seule, sur des données simulées. Essayez{' '}
          {['lent', 'panne', 'vide'].map((scenario, index) => (
            <span key={scenario}>
              {index > 0 && ', '}
              <a href={`?mock=${scenario}`}>{scenario}</a>
            </span>
          ))}{' '}
          ou <a href="?">normal</a>. En anglais&nbsp;: <a href="?langue=en">English</a>. Rendue{' '}
          <a href="?rendu=serveur">par le serveur</a>.
        </p>
        <div className={styles.bar}>
          <nav className={styles.navigation} aria-label="Principale">
            {navigation.map(({ path, label }) => (
              <NavLink key={path} to={path}>
                {label[locale]}
              </NavLink>
            ))}
          </nav>
          {widgets
            .filter(({ slot }) => slot)
            .map((widget) => (
              <div key={widget.name} className={styles.widget}>
                <Widget name={widget.name as WidgetName} props={{}} fallback={null} />
              </div>
            ))}
        </div>
      </header>
      <main id="contenu" tabIndex={-1}>
        <Outlet />
      </main>
      <ScrollRestoration />
    </>
  );
}

/** Shown for an address of another slice, such as the target of a link to the catalogue. */
function UnknownPage({ declaration: { name, routes } }: { declaration: SliceDeclaration }) {
  return (
    <div className={styles.unknown}>
      <h1>Page d’une autre slice</h1>
      <p>
        La slice {name} n’offre que {routes.map(({ path }) => path).join(', ')}.
      </p>
    </div>
  );
}
