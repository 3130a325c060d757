import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { newEmail, signIn, signInQuietly } from './account.ts';
import { buyAsGuest } from './purchase.ts';
import { expectNoOffence, visit } from './visit.ts';

/** Work of staff, and its effect on shoppers' pages at once. */

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** A picture of 900 by 600, drawn by the browser itself. */
async function picture(page: Page): Promise<Buffer> {
  const dataUrl = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = '#3366cc';
    context.fillRect(0, 0, 900, 600);
    context.fillStyle = '#ffcc33';
    context.fillRect(200, 150, 500, 300);
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}

test('a new product with a picture is on sale at once; two simultaneous edits collide, and no text is lost', async () => {
  const page = await visit('/');
  await signIn(page, 'admin');
  await page.getByRole('button', { name: 'Compte de Admin' }).click();
  await page.getByRole('link', { name: 'Administration' }).click();
  await heading(page, 'Produits');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Nouveau produit' }).click();
  await heading(page, 'Nouveau produit');
  await field(page, 'Nom (français)').fill('Lampe d’établi Luciole');
  await field(page, 'Nom (anglais)').fill('Luciole workbench lamp');
  await field(page, 'Description (français)').fill('Une lampe articulée qui ne fatigue pas les yeux.');
  await field(page, 'Description (anglais)').fill('A jointed lamp that is easy on the eyes.');
  await page.getByLabel('Catégorie').selectOption('accessoires');
  await field(page, 'Marque').fill('Veilleur');
  await field(page, 'Prix TTC (€)').fill('79,90');
  await field(page, 'Stock de départ').fill('12');
  await page
    .getByLabel('Ajouter une image')
    .setInputFiles({ name: 'lampe.png', mimeType: 'image/png', buffer: await picture(page) });
  await field(page, 'Ce que montre l’image (français)').fill('Une lampe jaune sur fond bleu');
  await field(page, 'Ce que montre l’image (anglais)').fill('A yellow lamp on a blue ground');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await heading(page, 'Lampe d’établi Luciole');

  const shopper = await visit('/produits?q=luciole');
  await shopper.getByRole('heading', { name: 'Lampe d’établi Luciole' }).click();
  await heading(shopper, 'Lampe d’établi Luciole');
  const image = shopper.getByRole('img', { name: 'Une lampe jaune sur fond bleu' });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.currentSrc)).toMatch(/\.avif$/);
  const english = await visit('/produits?q=workbench', { locale: 'en-GB' });
  await english.getByRole('heading', { name: 'Luciole workbench lamp' }).waitFor();
  await expectNoOffence(shopper);

  const edit = new URL(page.url()).pathname;
  const second = await page.context().newPage();
  await second.goto(edit);
  await field(second, 'Prix TTC (€)').fill('69,90');
  await field(second, 'Marque').fill('Veilleur & fils');
  await second.getByRole('button', { name: 'Enregistrer' }).click();
  await second.getByText('Enregistré.').waitFor();

  await field(page, 'Prix TTC (€)').fill('74,90');
  await field(page, 'Nom (anglais)').fill('Luciole bench lamp');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { name: 'Quelqu’un d’autre a modifié ce produit' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page
    .getByRole('group', { name: 'Prix TTC (€)' })
    .getByRole('radio', { name: /Garder ma version/ })
    .check();
  await page.getByRole('button', { name: 'Enregistrer ce choix' }).click();
  await page.getByText('Enregistré.').waitFor();
  await shopper.reload();
  await shopper.getByText('74,90').first().waitFor();
  await shopper.getByText('Veilleur & fils').waitFor();

  await page.getByRole('checkbox', { name: 'En vente' }).uncheck();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Enregistré.').waitFor();
  await shopper.goto('/produits?q=luciole');
  await shopper.getByText('Aucun produit pour').waitFor();

  await page.goto('/administration/journal');
  await page
    .getByText(/a créé le produit/)
    .first()
    .waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

test('a delivery adds to the stock, also when pieces are sold meanwhile', async () => {
  const page = await visit('/');
  await signInQuietly(page, 'admin');
  await page.goto('/administration/produits?q=clavier-mecanique-plume-60');
  const stock = page.getByRole('button', { name: /^Stock de/ });
  const before = Number(await stock.textContent());
  await stock.click();
  await page.getByRole('spinbutton').fill('5');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect.poll(async () => Number(await stock.textContent())).toBe(before + 5);
  await expectNoOffence(page);
});

test('staff moves an order from one status to the next, and its buyer sees each', async () => {
  const buyer = await visit('/');
  const number = await buyAsGuest(buyer, newEmail());
  const page = await visit('/');
  await signInQuietly(page, 'admin');
  await page.goto(`/administration/commandes?q=${number}`);
  await page.getByRole('button', { name: `Marquer préparée : ${number}` }).click();
  await page.getByRole('button', { name: `Marquer expédiée : ${number}` }).click();
  await page.getByRole('button', { name: `Marquer livrée : ${number}` }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('link', { name: new RegExp(number) }).click();
  await heading(page, new RegExp(number));
  expect(await violationsOf(page)).toEqual([]);
  await buyer.reload();
  await buyer.getByText('Expédiée').first().waitFor();
  await expectNoOffence(page);
});

test('disabling an account signs it out at once; enabled again, it can sign in', async () => {
  const email = newEmail();
  const member = await visit('/');
  await member.request.post('/api/utilisateurs', {
    data: { nom: 'Sacha', email, motDePasse: 'trois chats sur le toit' },
  });
  await member.goto('/compte');
  await heading(member, 'Mon compte');

  const page = await visit('/');
  await signInQuietly(page, 'admin');
  await page.goto(`/administration/utilisateurs?q=${encodeURIComponent(email)}`);
  await page.getByRole('button', { name: 'Désactiver : Sacha' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Désactiver' }).click();
  await page.getByRole('table').getByText('Désactivé', { exact: true }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await member.reload();
  await member.getByRole('main').getByRole('link', { name: 'Se connecter' }).waitFor();
  await page.getByRole('button', { name: 'Réactiver : Sacha' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Réactiver' }).click();
  await page.getByRole('button', { name: 'Désactiver : Sacha' }).waitFor();
  await expectNoOffence(page);
});

test('the administration is for staff: other accounts see a refusal, guests a sign-in', async () => {
  const page = await visit('/');
  for (const address of ['produits', 'commandes', 'utilisateurs', 'journal']) {
    await page.goto(`/administration/${address}`);
    await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).waitFor();
  }
  await signInQuietly(page, 'user');
  for (const address of ['produits', 'commandes', 'utilisateurs', 'journal']) {
    await page.goto(`/administration/${address}`);
    await page.getByText(/n’a pas accès à cette page/).waitFor();
  }
  const { url } = { url: inject('url') };
  expect((await fetch(`${url}/api/administration/journal`)).status).toBe(401);
  await expectNoOffence(page);
});
