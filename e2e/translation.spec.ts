import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PRODUCT } from './purchase.ts';
import { accounts } from './shop.ts';
import { expectNoOffence, hydrated, offencesOf, visit } from './visit.ts';

/** A page that the browser translates, all the time: what changes on it appears, and nothing breaks. */

/** Replaces each text by another one in two `font` elements, also texts that come later, as Google Translate does. */
function translate(): void {
  const isOurs = ({ parentElement }: Text) => parentElement?.closest('script, style, title, font') !== null;
  const replace = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = root instanceof Text ? [root] : [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || isOurs(text) || !text.parentNode) continue;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  replace(document.body);
  document.documentElement.lang = 'en';
  document.documentElement.classList.add('translated-ltr');
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records)
      for (const node of [target, ...addedNodes]) if (node.isConnected) replace(node);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

async function open(path: string): Promise<Page> {
  const page = await visit(path);
  await hydrated(page);
  await page.evaluate(translate);
  await page.getByText('«').first().waitFor();
  return page;
}
const main = (page: Page) => page.getByRole('main');

test('the button that adds to the cart shows its progress, and the mini-cart its content', async () => {
  const page = await open(PRODUCT);
  const button = main(page).getByRole('button', { name: /Ajouter au panier/ });
  await button.click();
  await main(page)
    .getByRole('button', { name: /^«Ajouté»$/ })
    .waitFor();
  await page.getByRole('region', { name: 'Ajouté au panier' }).getByText('«Quantité 1»').waitFor();
  await button.waitFor();
  await main(page).getByRole('button', { name: 'Augmenter la quantité' }).click();
  await button.click();
  await page.getByRole('region', { name: 'Ajouté au panier' }).getByText('«Quantité 3»').waitFor();
  await page
    .getByRole('banner')
    .locator('[aria-label^="Panier, 3 articles"]')
    .getByText('3', { exact: false })
    .waitFor();
  await page.getByRole('region', { name: 'Ajouté au panier' }).getByRole('link', { name: 'Voir le panier' }).click();
  await main(page).getByText('3 articles').waitFor();
  await main(page).getByRole('button', { name: 'Augmenter la quantité' }).click();
  await main(page).getByText('4 articles').waitFor();
  await main(page).getByText('519,60').first().waitFor();
  await main(page)
    .getByRole('button', { name: /^Retirer/ })
    .click();
  await main(page).getByText('Votre panier est vide').waitFor();
  await expectNoOffence(page);
});

/** As `fillSignIn`, with the labels of a translated page. */
async function fillIn(page: Page, motDePasse: string): Promise<void> {
  await main(page)
    .getByRole('textbox', { name: /Adresse e-mail/ })
    .fill(accounts.user.email);
  await main(page)
    .getByLabel(/^«Mot de passe»/)
    .fill(motDePasse);
  await main(page)
    .getByRole('button', { name: /Se connecter/ })
    .click();
}

test('a refused sign-in says why, and the account appears after it', async () => {
  const page = await open('/connexion');
  await fillIn(page, 'pas celui-là');
  await main(page).getByText('incorrect').waitFor();
  await fillIn(page, accounts.user.motDePasse);
  await page.waitForURL('**/compte');
  await page.getByRole('banner').getByRole('button', { name: 'Compte de User' }).waitFor();
  await main(page).getByText('Vos').first().waitFor();
  // the refusal is in the browser's console
  expect(offencesOf(page)).toEqual([expect.stringContaining('401 (Unauthorized)')]);
});

test('filters, sorting and search change the catalogue', async () => {
  const page = await open('/produits');
  const count = async () =>
    /\d+/.exec(
      (await main(page)
        .getByText(/\d+ produits?/)
        .first()
        .textContent()) ?? '',
    )?.[0];
  expect(await count()).toBe('67');
  await main(page)
    .getByRole('link', { name: /Claviers/ })
    .first()
    .click();
  await expect.poll(count).toBe('8');
  await main(page)
    .getByRole('heading', { level: 1, name: /Claviers/ })
    .waitFor();
  await main(page)
    .getByRole('checkbox', { name: /En stock/ })
    .click();
  await page.waitForURL(/enStock/);
  await page.getByRole('banner').getByRole('searchbox').fill('souris');
  await page.getByRole('banner').getByRole('searchbox').press('Enter');
  await page.waitForURL(/q=souris/);
  await main(page).getByText('souris').first().waitFor();
  await page.goBack();
  await expect.poll(count).not.toBe('67');
  await expectNoOffence(page);
});

test('/systeme shows the states of the slices, and when they were read', async () => {
  const page = await visit('/connexion');
  await hydrated(page);
  const answer = Promise.withResolvers<void>();
  await page.route('**/api/info', (route) => answer.promise.then(() => route.continue()));
  await page.evaluate(translate);
  // by the router: on a page that comes as HTML, the answer comes with it
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: /système/i })
    .click();
  await main(page).getByText('«Relevé en cours…»').waitFor();
  answer.resolve();
  await main(page)
    .getByText(/^«Dernier relevé à .+»$/)
    .waitFor();
  const row = main(page).getByRole('row', { name: /produits/ });
  await row.getByText('«En service»').waitFor();
  await page.unroute('**/api/info');
  await page.route('**/api/info', async (route) => {
    const response = await route.fetch();
    const info = await response.json();
    const slices = info.slices.map((slice: object) => ({ ...slice, state: 'unreachable', reason: 'no answer' }));
    await route.fulfill({ response, json: { ...info, slices } });
  });
  await row.getByText('«Injoignable»').waitFor();
  await expectNoOffence(page);
});
