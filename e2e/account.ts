import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { accounts } from './shop.ts';

/** Signs in on the sign-in page, and waits for the account's page. */
export async function signIn(page: Page, account: keyof typeof accounts): Promise<void> {
  await page.goto('/connexion');
  await fillSignIn(page, accounts[account]);
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

/** Signs in by the API, for tests of something else. */
export async function signInQuietly(page: Page, account: keyof typeof accounts): Promise<void> {
  const response = await page.request.post('/api/session', { data: accounts[account] });
  if (!response.ok()) throw new Error(`${inject('url')} refuses ${accounts[account].email}: ${await response.text()}`);
}

/** A new e-mail address on each call. */
export const newEmail = (): string => `camille.${Date.now().toString(36)}@exemple.example`;
