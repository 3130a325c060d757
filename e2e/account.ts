import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { accounts } from './shop.ts';

/** Signs in through the page for it, and waits for the account. */
export async function signIn(page: Page, who: keyof typeof accounts): Promise<void> {
  await page.goto('/connexion');
  await fillSignIn(page, accounts[who]);
  await page.waitForURL(({ pathname }) => pathname === '/compte');
}

export async function fillSignIn(
  page: Page,
  { email, motDePasse }: { email: string; motDePasse: string },
): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  await page.getByRole('main').getByRole('button', { name: 'Se connecter' }).click();
}

/** The same without a page to fill in, where signing in is not what is tried. */
export async function signInQuietly(page: Page, who: keyof typeof accounts): Promise<void> {
  const response = await page.request.post('/api/session', { data: accounts[who] });
  if (!response.ok()) throw new Error(`${inject('url')} refuses ${accounts[who].email}: ${await response.text()}`);
}

/** An e-mail address that nobody has used yet. */
export const newEmail = (): string => `camille.${Date.now().toString(36)}@exemple.example`;
