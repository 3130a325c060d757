/// <reference types="msw/vite/client" />

import { network } from 'virtual:msw';
import type { Compte } from '@boutique/contracts/comptes';
import type { SliceDeclaration, SliceModule } from '@boutique/contracts/slice';
import type { WidgetName } from '@boutique/contracts/widgets';
import {
  createBrowserRouter,
  NavLink,
  Outlet,
  RouterProvider,
  ScrollRestoration,
  useShell,
  Widget,
} from '@boutique/facade';
import type { RequestHandler } from 'msw';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SliceApp, sliceRoutes } from './slice-app.tsx';
import styles from './standalone.module.css';

interface Options {
  declaration: SliceDeclaration;
  slice: SliceModule;
  handlers: RequestHandler[];
  /** The account that is signed in at first; a guest by default. */
  session?: Compte | null;
}

/** Runs a slice in a browser on mocks, without shell and API. Mounts into `#root`. */
export async function startStandalone({ declaration, slice, handlers, session = null }: Options): Promise<void> {
  // must precede the import of the first page, which loads its texts
  if (new URLSearchParams(location.search).get('langue') === 'en') document.documentElement.lang = 'en';
  network.configure({ handlers, onUnhandledFrame: 'bypass' });
  await network.enable();
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root": add one');
  const router = createBrowserRouter([
    {
      element: <Frame declaration={declaration} />,
      children: [...sliceRoutes(slice), { path: '*', element: <UnknownPage declaration={declaration} /> }],
    },
  ]);
  createRoot(root).render(
    <StrictMode>
      <SliceApp slice={slice} session={session}>
        <RouterProvider router={router} />
      </SliceApp>
    </StrictMode>,
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
          ou <a href="?">normal</a>. En anglais&nbsp;: <a href="?langue=en">English</a>.
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
