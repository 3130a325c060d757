import type { Page } from 'playwright-core';
import { hydrated } from './visit.ts';

export const PRODUCT = '/produits/clavier-mecanique-ardoise-75';

/** Fills in the first step of the checkout; guests also give an e-mail address. */
export async function fillAdresse(page: Page, email?: string, ville = 'Lyon'): Promise<void> {
  if (email) await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Nom et prénom').fill('Camille Durand');
  await page.getByLabel('Adresse', { exact: true }).fill('12 rue des Lilas');
  await page.getByLabel('Code postal').fill('69003');
  await page.getByLabel('Ville').fill(ville);
}

export const next = (page: Page) => page.getByRole('button', { name: 'Continuer', exact: true }).click();

/** Buys one product as a guest. @returns the order's number */
export async function buyAsGuest(page: Page, email: string, ville?: string): Promise<string> {
  await page.goto(PRODUCT);
  await hydrated(page);
  await page.getByRole('button', { name: 'Ajouter au panier' }).click();
  await page.getByRole('region', { name: 'Ajouté au panier' }).getByRole('link', { name: 'Commander' }).click();
  await fillAdresse(page, email, ville);
  return confirm(page);
}

/** Continues from the filled-in first step to the confirmation. @returns the order's number */
export async function confirm(page: Page): Promise<string> {
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Commander et payer à la livraison' }).click();
  await page.getByRole('heading', { name: 'Merci, votre commande est enregistrée' }).waitFor();
  const number = /MBR-[0-9A-Z]{6}/.exec((await page.getByRole('main').textContent()) ?? '')?.[0];
  if (!number) throw new Error('the confirmation names no order');
  return number;
}
