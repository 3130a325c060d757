import { createApiClient } from '@boutique/contracts/client';
import type { Submitted } from '@boutique/contracts/forms';
import { problemOf } from '@boutique/contracts/problems';
import type { ShellContext } from '@boutique/contracts/shell-context';
import { act, cleanup, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { type PostedForm, useFormPost } from './form-post.ts';
import { ShellProvider } from './shell-context.tsx';

afterEach(cleanup);

const problem = problemOf('stock-insuffisant', 'Plus que 1 en stock', '/api/panier/lignes');
const refused: Submitted = {
  operation: 'addLignePanier',
  values: { produitId: 'a', quantite: '3' },
  problem,
  retryAfter: 5,
};

interface FormProps {
  operation: 'addLignePanier' | 'setLignePanier';
  produitId: string;
  onPosted: (key: string, posted: PostedForm | undefined) => void;
}

function Form({ operation, produitId, onPosted }: FormProps) {
  const { form, posted } = useFormPost(operation, { produitId });
  onPosted(`${operation} ${produitId}`, posted);
  return <form {...form} aria-label={`${operation} ${produitId}`} />;
}

/** Shows two forms of one operation, and one of another. */
async function show(submitted: Submitted | undefined) {
  const seen = new Map<string, PostedForm | undefined>();
  const onPosted: FormProps['onPosted'] = (key, posted) => void seen.set(key, posted);
  const page = (
    <>
      <Form operation="addLignePanier" produitId="a" onPosted={onPosted} />
      <Form operation="addLignePanier" produitId="b" onPosted={onPosted} />
      <Form operation="setLignePanier" produitId="a" onPosted={onPosted} />
    </>
  );
  const router = createMemoryRouter(
    [
      { path: '/', element: page },
      { path: '/produits', element: page },
    ],
    { initialEntries: ['/produits?q=clavier'] },
  );
  const shell: ShellContext = {
    locale: 'fr',
    now: 0,
    origin: 'http://boutique.test',
    submitted,
    session: null,
    setSession: () => {},
    api: createApiClient(),
    loadWidget: () => null,
  };
  await act(async () =>
    render(
      <ShellProvider value={shell}>
        <RouterProvider router={router} />
      </ShellProvider>,
    ),
  );
  const posted = () => [...seen].filter(([, one]) => one).map(([key]) => key);
  return { router, seen, posted };
}

test('the form that was refused gets what was typed and the error, and no other form does', async () => {
  const { seen, posted } = await show(refused);
  expect(posted()).toEqual(['addLignePanier a']);
  expect(seen.get('addLignePanier a')).toMatchObject({
    values: { quantite: '3' },
    error: { code: 'stock-insuffisant', status: 409, message: 'Plus que 1 en stock', problem, retryAfter: 5 },
  });
});

test('after a success there is no error, and nothing to type again', async () => {
  const { seen } = await show({ operation: 'addLignePanier', values: refused.values });
  expect(seen.get('addLignePanier a')).toEqual({ done: true, error: null, values: {} });
});

test('the next page of the router has forgotten it', async () => {
  const { router, posted } = await show(refused);
  await act(() => router.navigate('/'));
  expect(posted()).toEqual([]);
});

test('a form names its page', async () => {
  const { posted } = await show(undefined);
  expect(posted()).toEqual([]);
  const form = screen.getByRole('form', { name: 'setLignePanier a' });
  expect(form.getAttribute('method')).toBe('post');
  expect(form.getAttribute('action')).toBe('/formulaires/setLignePanier?page=%2Fproduits%3Fq%3Dclavier');
});
