// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, onTestFinished, test, vi } from 'vitest';
import { renderShop } from '../testing/render-shop.tsx';

const Catalogue = () => <h1>Catalogue de test</h1>;
const pages = { '/produits': async () => ({ Component: Catalogue }) };
const Recherche = () => <input aria-label="Rechercher" />;
const loadRecherche = async () => ({ default: Recherche });

test('a chosen theme is set on <html> and in a cookie for the gateway; the system’s theme deletes both', async () => {
  onTestFinished(() => {
    delete document.documentElement.dataset.theme;
  });
  await renderShop('/produits', { pages });
  const choice = screen.getByRole('combobox', { name: 'Thème' });
  await userEvent.selectOptions(choice, 'Sombre');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(document.cookie).toContain('theme=dark');
  await userEvent.selectOptions(choice, 'Clair');
  expect(document.documentElement.dataset.theme).toBe('light');
  expect(document.cookie).toContain('theme=light');
  await userEvent.selectOptions(choice, 'Système');
  expect(document.documentElement.dataset.theme).toBeUndefined();
  expect(document.cookie).not.toContain('theme=');
});

test('the choice starts with the theme that the gateway wrote', async () => {
  document.documentElement.dataset.theme = 'dark';
  onTestFinished(() => {
    delete document.documentElement.dataset.theme;
  });
  await renderShop('/produits', { pages });
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Thème' }).value).toBe('dark');
});

test('language and theme are forms to the gateway, for browsers without scripts', async () => {
  await renderShop('/produits', { pages });
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[method=post]')];
  expect(forms.map((form) => form.getAttribute('action'))).toEqual(
    Array.from({ length: 2 }, () => '/formulaires/preferences?page=%2Fproduits'),
  );
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'English' });
  expect([button.type, button.name, button.value]).toEqual(['submit', 'langue', 'en']);
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Thème' }).name).toBe('theme');
});

test('a banner is shown while the device is offline', async () => {
  await renderShop('/produits', { pages });
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  onTestFinished(() => online.mockRestore());
  expect(screen.queryByText(/Vous êtes hors ligne/)).toBeNull();
  fireEvent(window, new Event('offline'));
  expect(screen.getByText(/Vous êtes hors ligne/).closest('[role=status]')).toBeTruthy();
  online.mockReturnValue(true);
  fireEvent(window, new Event('online'));
  expect(screen.queryByText(/Vous êtes hors ligne/)).toBeNull();
});

test('navigation entries are in the place that their slice declares', async () => {
  await renderShop('/produits', { pages });
  const links = (landmark: string) =>
    within(screen.getByRole(landmark))
      .getAllByRole('link')
      .map(({ textContent }) => textContent);
  expect(links('contentinfo')).toContain('Magasins');
  expect(links('banner')).not.toContain('Magasins');
  expect(links('banner')).toContain('Catalogue');
});

test('a widget with a header slot is shown in the header', async () => {
  await renderShop('/produits', {
    pages,
    widgets: { RechercheProduits: loadRecherche },
  });
  expect(screen.getByRole('banner').contains(await screen.findByLabelText('Rechercher'))).toBe(true);
});

test('a widget that fails leaves its place empty, and comes back at a later navigation', async () => {
  let works = false;
  const loadWhenItWorks = () => (works ? loadRecherche() : Promise.reject(new Error('chunk is gone')));
  const { router, expectErrors } = await renderShop('/produits', {
    pages,
    widgets: { RechercheProduits: loadWhenItWorks },
  });
  expectErrors();
  expect(await screen.findByRole('heading', { name: 'Catalogue de test' })).toBeTruthy();
  await act(() => new Promise((resolve) => setTimeout(resolve, 500)));
  works = true;
  await act(() => router.navigate('/systeme-bis'));
  expect(screen.queryByLabelText('Rechercher')).toBeNull();
  await act(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
  await act(() => router.navigate('/produits'));
  expect(await screen.findByLabelText('Rechercher')).toBeTruthy();
}, 10_000);
