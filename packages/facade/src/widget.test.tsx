import { createApiClient } from '@boutique/contracts/client';
import type { ShellContext } from '@boutique/contracts/shell-context';
import { act, cleanup, render, screen } from '@testing-library/react';
import { type ComponentType, useState } from 'react';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { ShellProvider, useShell } from './shell-context.tsx';
import { Widget } from './widget.tsx';

let errors: MockInstance<typeof console.error>;
beforeEach(() => {
  errors = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Loading = ReturnType<ShellContext['loadWidget']>;

const props = { produitId: 'p1', nom: 'Clavier', stock: 3 };
const Bouton = ({ nom, stock }: typeof props) => (
  <button type="button">
    {nom} ({stock})
  </button>
);
const Broken = (): never => {
  throw new Error('broken widget');
};

const loaded = (widget: ComponentType<typeof props>) => Promise.resolve(widget as ComponentType<never>);
function failed(): Promise<ComponentType<never>> {
  const loading = Promise.reject(new Error('no answer'));
  loading.catch(() => {});
  return loading;
}

function Page() {
  const [visits, setVisits] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setVisits(visits + 1)}>
        naviguer
      </button>
      <Widget name="AjouterAuPanier" props={props} fallback={<p>remplaçant</p>} />
    </>
  );
}

function Compteur() {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      compté {count}
    </button>
  );
}

const Outside = () => useShell().locale;

/** Shows a page with the widget; `load` replaces the shell's `loadWidget`. */
async function show(load: (name: string) => Loading) {
  const shell: ShellContext = {
    now: 0,
    origin: 'http://boutique.test',
    locale: 'fr',
    session: null,
    setSession: () => {},
    api: createApiClient(),
    loadWidget: load,
  };
  await act(async () =>
    render(
      <ShellProvider value={shell}>
        <Page />
      </ShellProvider>,
    ),
  );
  return { navigate: () => act(async () => screen.getByRole('button', { name: 'naviguer' }).click()) };
}

test('shows the named widget with its props', async () => {
  const names: string[] = [];
  const loading = loaded(Bouton);
  await show((name) => {
    names.push(name);
    return loading;
  });
  expect(screen.getByRole('button', { name: 'Clavier (3)' })).toBeTruthy();
  expect(screen.queryByText('remplaçant')).toBeNull();
  expect(new Set(names)).toEqual(new Set(['AjouterAuPanier']));
  expect(errors).not.toHaveBeenCalled();
});

test('shows the fallback when no slice offers the widget', async () => {
  await show(() => null);
  expect(screen.getByText('remplaçant')).toBeTruthy();
  expect(errors).not.toHaveBeenCalled();
});

test('shows the fallback while the widget loads', async () => {
  const { promise, resolve } = Promise.withResolvers<ComponentType<never>>();
  await show(() => promise);
  expect(screen.getByText('remplaçant')).toBeTruthy();
  await act(async () => resolve(Bouton as ComponentType<never>));
  expect(screen.getByRole('button', { name: 'Clavier (3)' })).toBeTruthy();
  expect(errors).not.toHaveBeenCalled();
});

test('shows the fallback when loading fails, and does not ask the shell again and again', async () => {
  const loading = failed();
  const load = vi.fn(() => loading);
  await show(load);
  expect(screen.getByText('remplaçant')).toBeTruthy();
  const asked = load.mock.calls.length;
  await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(load).toHaveBeenCalledTimes(asked);
  expect(asked).toBeLessThan(10);
});

test('shows the fallback when the widget throws; the page around it still works', async () => {
  const loading = loaded(Broken);
  await show(() => loading);
  expect(screen.getByText('remplaçant')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'naviguer' })).toBeTruthy();
});

test('a failed widget stays failed while the shell returns the same promise, and works with a new one', async () => {
  let loading = failed();
  const { navigate } = await show(() => loading);
  await navigate();
  expect(screen.getByText('remplaçant')).toBeTruthy();
  loading = loaded(Bouton);
  await navigate();
  expect(screen.getByRole('button', { name: 'Clavier (3)' })).toBeTruthy();
});

test('a second failure shows the fallback again', async () => {
  let loading = failed();
  const { navigate } = await show(() => loading);
  loading = failed();
  await navigate();
  expect(screen.getByText('remplaçant')).toBeTruthy();
});

test('a widget that works keeps its state across navigations', async () => {
  const loading = loaded(Compteur);
  const { navigate } = await show(() => loading);
  await act(async () => screen.getByRole('button', { name: 'compté 0' }).click());
  await navigate();
  expect(screen.getByRole('button', { name: 'compté 1' })).toBeTruthy();
  expect(errors).not.toHaveBeenCalled();
});

test('useShell() outside its provider says what to do', () => {
  expect(() => render(<Outside />)).toThrow('wrap the page with ShellProvider');
});
