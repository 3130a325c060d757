// @vitest-environment jsdom
import { Link, useSearchParams } from '@boutique/facade';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { renderShop } from './testing/render-shop.tsx';

function Catalogue() {
  const [query, setQuery] = useSearchParams();
  return (
    <>
      <h1>Catalogue de test</h1>
      <button type="button" onClick={() => setQuery({ q: 'clavier' })}>
        filtrer
      </button>
      <p>filtre : {query.get('q') ?? 'aucun'}</p>
      <Link to="/produits/k1">Clavier</Link>
    </>
  );
}
const Fiche = () => <h1>Fiche de test</h1>;
const Accueil = () => <h1>Accueil de test</h1>;

const pages = {
  '/produits': async () => ({ Component: Catalogue }),
  '/produits/:id': async () => ({ Component: Fiche }),
};

/** Checks that the frame is there. */
function expectFrame() {
  expect(screen.getByRole('banner')).toBeTruthy();
  expect(screen.getByRole('navigation', { name: 'Navigation principale' })).toBeTruthy();
  expect(screen.getByRole('contentinfo')).toBeTruthy();
  expect(screen.getAllByRole('main')).toHaveLength(1);
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
}

const panel = () =>
  screen.findByRole('heading', { name: 'Cette page est momentanément indisponible' }, { timeout: 2_000 });
const retryButton = () => screen.getByRole('button', { name: 'Réessayer' });

test('the page of a slice is shown inside the frame, with the navigation of the slices', async () => {
  await renderShop('/produits', { pages });
  expect(await screen.findByRole('heading', { name: 'Catalogue de test' })).toBeTruthy();
  expectFrame();
  expect(screen.getByRole('link', { name: 'Catalogue' }).getAttribute('aria-current')).toBe('page');
});

test('a skeleton is shown while the first page loads', async () => {
  const { promise, resolve } = Promise.withResolvers<{ Component: typeof Fiche }>();
  await renderShop('/produits', { pages: { '/produits': () => promise } });
  expect(screen.getByRole('status', { name: 'Chargement de la page…' })).toBeTruthy();
  await act(async () => resolve({ Component: Fiche }));
  expect(await screen.findByRole('heading', { name: 'Fiche de test' })).toBeTruthy();
});

test('the current page stays, with a notice, while the next one loads', async () => {
  const { promise, resolve } = Promise.withResolvers<{ Component: typeof Fiche }>();
  await renderShop('/produits', { pages: { ...pages, '/produits/:id': () => promise } });
  await userEvent.click(screen.getByRole('link', { name: 'Clavier' }));
  expect(screen.getByRole('heading', { name: 'Catalogue de test' })).toBeTruthy();
  expect(screen.getByText('Chargement de la page…')).toBeTruthy();
  await act(async () => resolve({ Component: Fiche }));
  expect(await screen.findByRole('heading', { name: 'Fiche de test' })).toBeTruthy();
  expect(screen.queryByText('Chargement de la page…')).toBeNull();
});

test('an address that no slice owns shows the not-found page', async () => {
  await renderShop('/nulle-part', { pages });
  expect(await screen.findByRole('heading', { name: 'Cette page n’existe pas' })).toBeTruthy();
  expectFrame();
});

test('with no slice in service, the page says that the shop is unavailable, not that the address is wrong', async () => {
  await renderShop('/produits');
  expect(await screen.findByRole('heading', { name: /boutique est momentanément indisponible/ })).toBeTruthy();
  expectFrame();
});

test('a slice that does not answer shows a panel in the page’s place; a retry shows the page', async () => {
  let works = false;
  await renderShop('/produits', {
    pages,
    loadSlice: async () => {
      if (!works) throw new Error('connection refused');
      return { routes: pages, widgets: {} };
    },
  });
  expect(await panel()).toBeTruthy();
  expectFrame();
  expect(screen.getByText('produits')).toBeTruthy();

  await userEvent.click(retryButton());
  expect(screen.getByRole('button', { name: 'Nouvel essai…' })).toBeTruthy();
  await waitFor(() => expect(retryButton()).toBeTruthy(), { timeout: 2_000 });
  expect(await panel()).toBeTruthy();

  works = true;
  await userEvent.click(retryButton());
  expect(await screen.findByRole('heading', { name: 'Catalogue de test' })).toBeTruthy();
  expectFrame();
});

test('a release that lacks the page also shows the panel, and its link home works', async () => {
  await renderShop('/produits/k1', {
    pages: { ...pages, '/': async () => ({ Component: Accueil }) },
    loadSlice: async () => ({
      routes: { '/': async () => ({ Component: Accueil }) },
      widgets: {},
    }),
  });
  expect(await panel()).toBeTruthy();
  await userEvent.click(screen.getByRole('link', { name: 'Retour à l’accueil' }));
  expect(await screen.findByRole('heading', { name: 'Accueil de test' })).toBeTruthy();
});

let broken = true;
function Fragile() {
  if (broken) throw new TypeError('x is undefined');
  return <h1>Page réparée</h1>;
}

test('a page that throws while rendering shows the panel; a retry shows the page', async () => {
  broken = true;
  const { expectErrors } = await renderShop('/produits', {
    pages: { '/produits': async () => ({ Component: Fragile }) },
  });
  expectErrors();
  expect(await panel()).toBeTruthy();
  expect(screen.getByText(/erreur est survenue pendant son affichage/)).toBeTruthy();
  expect(document.body.textContent).not.toContain('x is undefined');
  expectFrame();

  await userEvent.click(retryButton());
  expect(await panel()).toBeTruthy();
  broken = false;
  await userEvent.click(retryButton());
  expect(await screen.findByRole('heading', { name: 'Page réparée' })).toBeTruthy();
});

test('other pages can be reached from a broken page', async () => {
  broken = true;
  const { expectErrors } = await renderShop('/produits/k1', {
    pages: { ...pages, '/produits/:id': async () => ({ Component: Fragile }) },
  });
  expectErrors();
  expect(await panel()).toBeTruthy();
  await userEvent.click(screen.getByRole('link', { name: 'Catalogue' }));
  expect(await screen.findByRole('heading', { name: 'Catalogue de test' })).toBeTruthy();
});

test('the focus moves to a new page, and stays when only the query changes', async () => {
  await renderShop('/produits', { pages });
  await screen.findByRole('heading', { name: 'Catalogue de test' });
  expect(document.activeElement).toBe(document.body);

  const filter = screen.getByRole('button', { name: 'filtrer' });
  await userEvent.click(filter);
  expect(await screen.findByText('filtre : clavier')).toBeTruthy();
  expect(document.activeElement).toBe(filter);

  await userEvent.click(screen.getByRole('link', { name: 'Clavier' }));
  await screen.findByRole('heading', { name: 'Fiche de test' });
  expect(document.activeElement).toBe(screen.getByRole('main'));
});

test('a change of the query does not load the page again', async () => {
  let loads = 0;
  await renderShop('/produits', {
    pages: {
      '/produits': async () => {
        loads += 1;
        return { Component: Catalogue };
      },
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'filtrer' }));
  expect(await screen.findByText('filtre : clavier')).toBeTruthy();
  expect(loads).toBe(1);
});

test('the first Tab stop is a link to the content', async () => {
  await renderShop('/produits', { pages });
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe('Aller au contenu');
  expect(document.activeElement?.getAttribute('href')).toBe(`#${screen.getByRole('main').id}`);
});

const Broken = (): never => {
  throw new TypeError('prix is undefined');
};
const Bonne = () => <h1>Catalogue d’avant</h1>;
const Favoris = () => <h1>Favoris d’avant</h1>;
const Recherche = () => <p>recherche d’avant</p>;
const goodWidget = async () => ({ default: Recherche });
const behind = { pages: { '/produits': async () => ({ Component: Bonne }) } };
const brokenWidget = async () => ({ default: Broken });

test('a page that throws is replaced in place by the same page of the fallback', async () => {
  const { expectErrors, reports } = await renderShop('/produits', {
    pages: { '/produits': async () => ({ Component: Broken }) },
    behind,
  });
  expectErrors();
  expect(await screen.findByRole('heading', { name: 'Catalogue d’avant' })).toBeTruthy();
  expectFrame();
  expect(document.querySelector('[data-slice="produits"]')?.getAttribute('data-release')).toBe('1.2.2');
  expect(await reports()).toEqual([
    [
      '/api/frontends/produits/incidents',
      {
        version: '1.2.3',
        integrity: expect.stringMatching(/^sha384-123a/),
        kind: 'render',
        place: '/produits',
        message: 'TypeError: prix is undefined',
        fallback: '1.2.2',
      },
    ],
  ]);
});

test('a page that throws in every release shows the panel, and the last report has no fallback', async () => {
  const { expectErrors, reports } = await renderShop('/produits', {
    pages: { '/produits': async () => ({ Component: Broken }) },
    behind: { pages: { '/produits': async () => ({ Component: Broken }) } },
  });
  expectErrors();
  expect(await screen.findByRole('heading', { name: 'Cette page est momentanément indisponible' })).toBeTruthy();
  expectFrame();
  expect((await reports()).map(([, { version, fallback }]) => [version, fallback])).toEqual([
    ['1.2.3', '1.2.2'],
    ['1.2.2', null],
  ]);
});

test('a release that cannot be loaded is replaced by the fallback', async () => {
  await renderShop('/produits', {
    pages,
    behind,
    loadSlice: () => Promise.reject(new Error('connection refused')),
  });
  expect(await screen.findByRole('heading', { name: 'Catalogue d’avant' })).toBeTruthy();
});

test('a page that only the fallback has is shown', async () => {
  await renderShop('/favoris', {
    pages,
    behind: { pages: { '/favoris': async () => ({ Component: Favoris }) } },
  });
  expect(await screen.findByRole('heading', { name: 'Favoris d’avant' })).toBeTruthy();
});

test('a widget that throws is replaced by that of the fallback; the page around it stays', async () => {
  const { expectErrors, reports } = await renderShop('/produits', {
    pages,
    widgets: { RechercheProduits: brokenWidget },
    behind: {
      ...behind,
      widgets: { RechercheProduits: goodWidget },
    },
  });
  expectErrors();
  expect(await screen.findByText('recherche d’avant')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Catalogue de test' })).toBeTruthy();
  expect(await reports()).toMatchObject([
    [expect.anything(), { kind: 'render', place: 'RechercheProduits', fallback: '1.2.2' }],
  ]);
});

test('a widget that throws in every release leaves its place empty, and is not retried forever', async () => {
  const { expectErrors, reports } = await renderShop('/produits', {
    pages,
    widgets: { RechercheProduits: brokenWidget },
    behind: { ...behind, widgets: { RechercheProduits: brokenWidget } },
  });
  expectErrors();
  await waitFor(async () => expect(await reports()).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await reports()).toHaveLength(2);
  expectFrame();
});
