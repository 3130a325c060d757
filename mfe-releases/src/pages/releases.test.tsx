import { expandRequest } from '@boutique/contracts/uri-template';
import { createMemoryRouter, matchPath, RouterProvider } from '@boutique/facade';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { SliceApp, sliceRoutes } from '@boutique/standalone/slice-app.tsx';
import { cleanup, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { declaration } from '../declaration.ts';
import * as slice from '../exposes/slice.ts';
import { handlersOf } from '../mocks/handlers.ts';
import { createMockRegister } from '../mocks/register.ts';

const server = mockServer([]);
afterEach(cleanup);
configure({ asyncUtilTimeout: 3_000 });
await slice.ready?.('fr');

beforeAll(() => {
  // jsdom has the element, but not its methods
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

function visit(path: string) {
  const shop = createMockShop('admin');
  const register = createMockRegister();
  server.use(...handlersOf(shop, register));
  const router = createMemoryRouter(sliceRoutes(slice), { initialEntries: [`/administration/releases${path}`] });
  render(
    <SliceApp slice={slice} session={shop.visiteur && { ...shop.visiteur }}>
      <RouterProvider router={router} />
    </SliceApp>,
  );
  const produits = register.get('produits');
  if (!produits) throw new Error('the mock register has no slice produits');
  return { produits, router };
}

const rowOf = async (version: string) => {
  const [table] = await screen.findAllByRole('table', { name: 'Versions' });
  const heading = await within(table as HTMLElement).findByRole('rowheader', { name: new RegExp(`^${version}`) });
  return within(heading.closest('tr') as HTMLElement);
};

/** Gives the reason in the open dialog, and confirms by its button. */
async function confirm(button: string): Promise<void> {
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Raison'), 'Les prix sont faux');
  await userEvent.click(dialog.getByRole('button', { name: button }));
  await screen.findByText(/^C’est fait/);
}

it('lists what is live, the canary and what stands in, of every slice and of the shell', async () => {
  visit('');
  const produits = within(await screen.findByRole('table', { name: 'produits' }));
  expect(
    produits.getAllByRole('row').map((row) => within(row).queryByRole('rowheader')?.textContent.replace('Version', '')),
  ).toEqual([undefined, '1.6.0commit 9f3c1a7', '1.5.0commit 9f3c1a7', '1.4.0commit 9f3c1a7', '1.3.0commit 9f3c1a7']);
  expect(produits.getByText('90 %')).toBeDefined();
  expect(produits.getByText('Remplaçante')).toBeDefined();
  expect(within(screen.getByRole('table', { name: 'shell' })).getByText('Le jeton gateway')).toBeDefined();
});

describe('a slice', () => {
  it('shows the canary’s step, its evidence and what comes next', async () => {
    visit('/produits');
    const card = within(await screen.findByRole('region', { name: 'Le canari 1.5.0' }));
    expect(card.getByText('10 % du trafic, puis 50 %')).toBeDefined();
    expect(card.getByText('1.5.0 : 2 en échec sur 14 clients')).toBeDefined();
    expect(card.getByText(/^50 % quand elle n’échouera pas plus/)).toBeDefined();
  });

  it('shows a change by a command or by the API within a second', async () => {
    const { produits } = visit('/produits');
    expect(await screen.findByText('En ligne : 1.4.0. Canari : 1.5.0.')).toBeDefined();
    Object.assign(produits.releases[1] ?? {}, { state: 'failed', traffic: 0, progress: null, reason: '3 of 3' });
    expect(await screen.findByText('En ligne : 1.4.0.', {}, { timeout: 1_500 })).toBeDefined();
    expect((await rowOf('1.5.0')).getByText('Ratée')).toBeDefined();
  });

  it('rolls back after saying what visitors will see, and keeps the reason', async () => {
    const { produits } = visit('/produits');
    await userEvent.click(await screen.findByRole('button', { name: 'Revenir en arrière' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Revenir à 1.3.0 ?' }));
    expect(dialog.getByText(/tous les visiteurs auront 1\.3\.0\. 1\.4\.0 compte comme ratée/)).toBeDefined();
    await userEvent.click(dialog.getByRole('button', { name: 'Revenir en arrière' }));
    expect(dialog.getByText(/^Indiquez la raison/)).toBeDefined();
    await confirm('Revenir en arrière');
    expect(await screen.findByText('En ligne : 1.3.0.')).toBeDefined();
    expect(produits.history.at(-1)).toMatchObject({
      action: 'rollback',
      author: 'Admin',
      reason: 'Les prix sont faux',
    });
  });

  it('pauses a canary and resumes it', async () => {
    visit('/produits');
    await userEvent.click((await rowOf('1.5.0')).getByRole('button', { name: 'Suspendre : 1.5.0' }));
    await confirm('Suspendre');
    expect(await screen.findByText('La part est maintenue : rien ne change sans vous.')).toBeDefined();
    await userEvent.click((await rowOf('1.5.0')).getByRole('button', { name: 'Reprendre : 1.5.0' }));
    await confirm('Reprendre');
    expect(await screen.findByText('50 % quand 20 clients de plus l’auront chargée.')).toBeDefined();
  });

  it('takes a question back when what it is about has changed', async () => {
    const { produits } = visit('/produits');
    await userEvent.click((await rowOf('1.5.0')).getByRole('button', { name: 'Suspendre : 1.5.0' }));
    expect(screen.getByRole('dialog', { name: /^Suspendre/ })).toBeDefined();
    Object.assign(produits.releases[1] ?? {}, { state: 'failed', traffic: 0, progress: null });
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), { timeout: 1_500 });
  });

  it('gives a share between 1 and 99', async () => {
    const { produits } = visit('/produits');
    await userEvent.click((await rowOf('1.6.0')).getByRole('button', { name: 'Donner une part : 1.6.0' }));
    const traffic = screen.getByLabelText('Part du trafic, en %');
    await userEvent.clear(traffic);
    await userEvent.type(traffic, '100');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Donner une part' }));
    expect(screen.getByText('Un nombre entier de 1 à 99 est attendu.')).toBeDefined();
    await userEvent.clear(traffic);
    await userEvent.type(traffic, '30');
    await confirm('Donner une part');
    expect(produits.releases[0]).toMatchObject({ state: 'canary', traffic: 30, automatic: true });
    expect(produits.releases[1]).toMatchObject({ state: 'retired' });
  });

  it('has a table behind each chart, and the vitals of each release', async () => {
    const { router } = visit('/produits');
    const loads = (await screen.findByRole('img', { name: /^Chargements : 1\.5\.0 : \d/ })).closest('figure');
    const table = within(loads as HTMLElement).getByRole('table', { hidden: true });
    expect(within(table).getAllByRole('row', { hidden: true }).length).toBe(61);
    const vitals = within(screen.getByRole('table', { name: 'Web vitals' }));
    expect(vitals.getAllByText('mauvais').length).toBeGreaterThan(0);
    await userEvent.selectOptions(screen.getByLabelText('Période'), 'Dernier jour');
    await vi.waitFor(() => expect(router.state.location.search).toBe('?period=day'));
  });

  it('groups failures with the first page and the number of clients', async () => {
    visit('/produits');
    const row = (await screen.findByRole('rowheader', { name: /TypeError: prix is undefined/ })).closest('tr');
    expect(within(row as HTMLElement).getByText('/produits/:id')).toBeDefined();
    expect(within(row as HTMLElement).getByText('et 2 autres endroits')).toBeDefined();
  });

  it('gives the address of a preview', async () => {
    visit('/produits');
    await userEvent.click((await rowOf('1.6.0')).getByRole('button', { name: 'Aperçu : 1.6.0' }));
    const address = await screen.findByLabelText<HTMLInputElement>('Adresse de l’aperçu');
    expect(address.value).toMatch(/\/produits\?slice\.produits=1\.6\.0$/);
    expect(screen.getByText(/^Le lien n’est pas signé/)).toBeDefined();
  });

  it('that the register does not know is told apart from an outage', async () => {
    visit('/inconnue');
    expect(await screen.findByText('Le registre ne connaît pas la slice inconnue')).toBeDefined();
  });
});

it('filters the history by change and version, in the address', async () => {
  const { router } = visit('/produits/history');
  expect(await screen.findByText('3 changements')).toBeDefined();
  await userEvent.selectOptions(screen.getByLabelText('Changement'), 'Part du trafic');
  expect(await screen.findByText('2 changements')).toBeDefined();
  await userEvent.selectOptions(screen.getByLabelText('Version'), '1.4.0');
  expect(await screen.findByText('1 changement')).toBeDefined();
  expect(screen.getByText('Prêt pour les soldes')).toBeDefined();
  expect(router.state.location.search).toBe('?action=traffic&version=1.4.0');
});

it('shows a new token once, and revokes it after a question', async () => {
  const { produits } = visit('/produits/tokens');
  await userEvent.type(await screen.findByLabelText('Nom du nouveau jeton'), 'déploiement');
  await userEvent.click(screen.getByRole('button', { name: 'Créer un jeton' }));
  expect((await screen.findByRole('status', { name: 'Jeton' })).textContent).toMatch(/^boutique_produits_/);
  await userEvent.click(screen.getByRole('button', { name: 'J’ai copié le jeton' }));
  expect(screen.queryByText(/^boutique_produits_/)).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Révoquer : déploiement' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Révoquer' }));
  expect(await screen.findByText('Le jeton déploiement est révoqué.')).toBeDefined();
  expect(produits.tokens.map(({ name }) => name)).toEqual(['ci']);
});

/** If a preload had another URL than the page's own request, the browser would fetch twice. */
it.each([
  '',
  '/produits',
  '/produits?period=day',
  '/produits/history?action=traffic&version=1.4.0',
  '/produits/tokens',
])('the page %s first sends the requests of its declaration', async (path) => {
  const { pathname, searchParams } = new URL(`http://localhost/administration/releases${path}`);
  const route = declaration.routes.find((declared) => matchPath(declared.path, pathname));
  const variables = { ...Object.fromEntries(searchParams), ...matchPath(route?.path ?? '', pathname)?.params };
  const declared = route?.requests.map((template) => expandRequest(template, variables)) ?? [];
  const fetch = vi.spyOn(globalThis, 'fetch');
  visit(path);
  await vi.waitFor(() => {
    const asked = fetch.mock.calls.slice(0, declared.length).map(([url]) => url);
    expect(asked.toSorted()).toEqual(declared.toSorted());
  });
});
