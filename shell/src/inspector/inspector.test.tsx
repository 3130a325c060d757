// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { PageContext, readPage } from '../page.ts';
import { renderShop } from '../testing/render-shop.tsx';
import { loadTexts } from '../texts/use-texts.ts';
import Inspector from './inspector.tsx';
import { switchInspector } from './inspector-choice.ts';
import { type Override, overrideUrl } from './overrides.ts';
import { keepPageLog } from './page-log.ts';

const Catalogue = () => (
  <>
    <h1>Catalogue de test</h1>
    <input aria-label="Filtre" />
  </>
);
const Broken = (): never => {
  throw new TypeError('prix is undefined');
};
const Recherche = () => <p>recherche</p>;
const loadRecherche = async () => ({ default: Recherche });
const pages = { '/produits': async () => ({ Component: Catalogue }) };
const behind = { pages };

beforeEach(() => {
  switchInspector(true);
  return () => switchInspector(false);
});

const inspector = async () => within(await screen.findByRole('region', { name: 'Inspecteur de versions' }));
const fact = (card: HTMLElement, term: string) => within(card).getByText(term).nextElementSibling?.textContent;
const card = async () => (await inspector()).getByRole('heading', { name: 'produits' }).closest('li') as HTMLElement;

function writeOverrides(overrides: Record<string, Override>) {
  const meta = document.createElement('meta');
  meta.name = 'overrides';
  meta.content = JSON.stringify(overrides);
  document.head.append(meta);
  onTestFinished(() => meta.remove());
}

const pressShortcut = () => fireEvent.keyDown(window, { code: 'KeyI', ctrlKey: true, altKey: true });

test('shoppers do not see the inspector, and its shortcut does nothing', async () => {
  switchInspector(false);
  await renderShop('/produits', { pages });
  await screen.findByRole('heading', { name: 'Catalogue de test' });
  pressShortcut();
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  expect(screen.queryByRole('region', { name: 'Inspecteur de versions' })).toBeNull();
  expect(document.cookie).not.toContain('inspector');
  expect(document.documentElement.dataset.inspector).toBeUndefined();
});

test('shows the release in use, its load time, the next fallback, and the sections in the page', async () => {
  await renderShop('/produits', { pages, behind, widgets: { RechercheProduits: loadRecherche } });
  const produits = await card();
  await waitFor(() => expect(fact(produits, 'Montre ici')).toContain('page'));
  expect(fact(produits, 'En usage')).toMatch(/^1\.2\.3 \d+\sms$/);
  expect(fact(produits, 'Repli')).toBe('1.2.2');
  expect(fact(produits, 'Montre ici')).toBe('RechercheProduits, page');
  expect((await inspector()).getByText('Aucun.')).toBeTruthy();
  expect(document.documentElement.dataset.inspector).toBe('');
});

test('shows that a fallback is in use, and why', async () => {
  const { expectErrors } = await renderShop('/produits', {
    pages: { '/produits': async () => ({ Component: Broken }) },
    behind,
  });
  expectErrors();
  await screen.findByRole('heading', { name: 'Catalogue de test' });
  const produits = await card();
  await waitFor(() => expect(fact(produits, 'En usage')).toMatch(/^1\.2\.2 \d+\smsrepli$/));
  expect(fact(produits, 'Repli')).toBe('aucun');
  const incidents = within((await inspector()).getByRole('region', { name: 'Incidents de cette page' }));
  expect(incidents.getByRole('listitem').textContent).toBe(
    'produits 1.2.3 · affichage /produits · remplacée par 1.2.2TypeError: prix is undefined',
  );
});

test('shows that no release of a slice works', async () => {
  await renderShop('/produits', { pages, loadSlice: () => Promise.reject(new Error('connection refused')) });
  await screen.findByRole('button', { name: 'Réessayer' }, { timeout: 2_000 });
  expect(fact(await card(), 'En usage')).toBe('en panne');
});

test.each<[Override['state'], string]>([
  [undefined, '1.4.0'],
  ['not-found', '1.4.0\u00a0: introuvable'],
  ['unavailable', '1.4.0\u00a0: indisponible'],
])('an override in the state %s is shown as %s', async (state, text) => {
  writeOverrides({ produits: { value: '1.4.0', ...(state && { state }) } });
  await renderShop('/produits', { pages });
  expect(fact(await card(), 'Surcharge')).toBe(text);
});

test('the shortcut hides and shows the inspector, and the focus follows', async () => {
  await renderShop('/produits', { pages });
  await inspector();
  expect(document.activeElement).toBe(document.body);
  pressShortcut();
  expect(screen.queryByRole('region', { name: 'Inspecteur de versions' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Inspecteur de versions' }));
  expect(document.documentElement.dataset.inspector).toBeUndefined();
  pressShortcut();
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Inspecteur de versions' }));
  await userEvent.click((await inspector()).getByRole('button', { name: 'Masquer l’inspecteur' }));
  await userEvent.click(screen.getByRole('button', { name: 'Inspecteur de versions' }));
  expect(await inspector()).toBeTruthy();
});

test('AltGr+I is not the shortcut', async () => {
  await renderShop('/produits', { pages });
  await inspector();
  fireEvent.keyDown(window, { code: 'KeyI', ctrlKey: true, altKey: true, modifierAltGraph: true });
  expect(await inspector()).toBeTruthy();
});

test('it is switched on at /systeme, and off in the inspector itself', async () => {
  switchInspector(false);
  const fetch = () => Promise.reject(new TypeError('fetch failed'));
  await renderShop('/systeme', { pages, fetch });
  const choice = await screen.findByRole('checkbox', { name: 'Inspecteur de versions' });
  await userEvent.click(choice);
  expect(document.cookie).toContain('inspector=1');
  await userEvent.click((await inspector()).getByRole('button', { name: 'Désactiver l’inspecteur' }));
  expect(document.cookie).not.toContain('inspector');
  expect((choice as HTMLInputElement).checked).toBe(false);
});

test('the form asks for another release by the address', async () => {
  await renderShop('/produits?q=souris', { pages });
  const visit = vi.fn();
  const texts = await loadTexts('fr');
  const { unmount } = render(
    <PageContext value={{ ...readPage().page, texts }}>
      <Inspector log={keepPageLog()} visit={visit} />
    </PageContext>,
  );
  onTestFinished(unmount);
  const form = within(screen.getAllByRole('form', { name: 'Essayer une autre version' }).at(-1) as HTMLElement);
  await userEvent.type(form.getByRole('textbox'), ' 1.4.0 ');
  await userEvent.click(form.getByRole('button', { name: 'Appliquer' }));
  expect(visit).toHaveBeenCalledWith(`${location.origin}/produits?q=souris&slice.produits=1.4.0`);
});

test('an empty override replaces the previous one', () => {
  expect(overrideUrl('http://x.example/a?slice.produits=1.4.0&q=1', 'produits', '')).toBe(
    'http://x.example/a?slice.produits=&q=1',
  );
});
