import { act, screen } from '@testing-library/react';
import { use } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { createMemoryRouter, Link, Outlet, RouterProvider } from 'react-router';
import { expect, onTestFinished, test } from 'vitest';
import { KeptBoundary } from './kept-boundary.tsx';

const Part = ({ text }: { text: Promise<string> | string }) => (
  <a href="/panier">{typeof text === 'string' ? text : use(text)}</a>
);

/** Two pages with a header, of which a part comes later than its HTML. */
function shopWith(part: Promise<string> | string) {
  const frame = (
    <>
      <KeptBoundary fallback="wait">
        <Part text={part} />
      </KeptBoundary>
      <Outlet />
    </>
  );
  const children = [
    { path: '/', element: <Link to="/produits">Catalogue</Link> },
    { path: '/produits', loader: () => Promise.resolve(null), element: <h1>Produits</h1> },
  ];
  return <RouterProvider router={createMemoryRouter([{ element: frame, children }])} />;
}

test('a navigation does not wait for HTML that is not hydrated yet; the HTML stays until then', async () => {
  const root = document.body.appendChild(document.createElement('div'));
  root.innerHTML = renderToString(shopWith('Panier'));
  const { promise, resolve } = Promise.withResolvers<string>();
  const page = await act(async () => hydrateRoot(root, shopWith(promise)));
  onTestFinished(async () => {
    await act(async () => page.unmount());
    root.remove();
  });
  await act(async () => screen.getByRole('link', { name: 'Catalogue' }).click());
  expect(screen.getByRole('heading', { name: 'Produits' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Panier' })).toBeTruthy();
  await act(async () => resolve('Panier, 2 articles'));
  expect(screen.getByRole('link', { name: 'Panier, 2 articles' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Panier' })).toBeNull();
});
