import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { fillSignIn, newEmail, signInQuietly } from './account.ts';
import { buyAsGuest, confirm, fillAdresse, PRODUCT } from './purchase.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** The link to a page in the last mail to this address. Without a mail server, the API writes mails to its log. */
async function mailedLink(email: string, page: string): Promise<string> {
  const link = new RegExp(`/${page}(?:/[\\w-]+)?\\?(?:jeton|acces)=[\\w-]+`);
  const find = async () => {
    const log = await readFile(path.join(inject('dataFolder'), 'logs/api.log'), 'utf8');
    const lines = log.split('\n').filter((line) => line.includes(email));
    return lines.map((line) => link.exec(line)?.[0]).findLast(Boolean);
  };
  await expect.poll(find).toBeDefined();
  return (await find()) ?? '';
}

/** From a guest to an account, to its deletion. */

const PASSWORD = 'quatre tasses de café froid';

test('a guest searches, filters, fills the cart, signs up in the middle of the checkout, and follows the order', async () => {
  const email = newEmail();
  const page = await visit('/');
  await page.getByRole('banner').getByRole('combobox').fill('clavier');
  await page.keyboard.press('Enter');
  await page.waitForURL('/produits?q=clavier');
  await page.getByRole('checkbox', { name: /^En stock uniquement/ }).click();
  await page.waitForURL(/enStock=true/);
  const adds = page.getByRole('main').getByRole('button', { name: /^Ajouter .* au panier$/ });
  await adds.nth(0).click();
  await page.getByRole('button', { name: /^Panier, 1 article, / }).waitFor();
  await adds.nth(1).click();
  await page.getByRole('button', { name: /^Panier, 2 articles, / }).waitFor();

  await page.goto('/commande');
  await hydrated(page);
  await fillAdresse(page);
  await page
    .getByRole('link', { name: /compte/ })
    .first()
    .click();
  await page.waitForURL(/\/(?:connexion|inscription)\?/);
  if (page.url().includes('/connexion')) await page.getByRole('link', { name: 'Créer un compte' }).click();
  await page.getByRole('heading', { level: 1, name: 'Créer un compte' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByLabel('Nom', { exact: true }).fill('Camille Durand');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();

  await page.waitForURL(({ pathname }) => pathname === '/commande');
  expect(await page.getByLabel('Ville').inputValue()).toBe('Lyon');
  await page.getByRole('button', { name: /^Panier, 2 articles, / }).waitFor();
  const number = await confirm(page);

  await page.getByRole('button', { name: 'Compte de Camille Durand' }).click();
  await page.getByRole('link', { name: 'Mes commandes' }).click();
  await page.getByRole('link', { name: new RegExp(number) }).click();
  await page.getByRole('heading', { level: 1, name: `Commande ${number}` }).waitFor();
  await page.getByText('12 rue des Lilas').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Annuler la commande' }).click();
  await page.getByRole('button', { name: 'Oui, annuler la commande' }).click();
  await page.getByText('La commande est annulée.').waitFor();
  // back to the list, then to the page of another slice, which showed the order before
  await page.goBack();
  await page.getByRole('row', { name: new RegExp(`${number}.*Annulée`) }).waitFor();
  await page.goBack();
  await page.waitForURL(/\/commande\/confirmation\//);
  await page.getByRole('heading', { level: 1, name: 'Cette commande est annulée' }).waitFor();
  await expectNoOffence(page);
});

test('signing out leaves no data behind; a wrong password is refused; a changed one works', async () => {
  const email = newEmail();
  const page = await visit('/inscription?retour=/panier');
  await page.getByLabel('Nom', { exact: true }).fill('Alex');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('12345678');
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.getByText('Ce mot de passe est trop facile à deviner.').waitFor();
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/panier');

  await page.goto('/compte');
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
  await page.getByLabel('Nouveau mot de passe').fill('cinq tasses de thé brûlant');
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await page.getByText('Votre mot de passe est changé.').waitFor();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger mes données' }).click(),
  ]);
  const data = JSON.parse(await readFile((await download.path()) ?? '', 'utf8')) as { compte: { email: string } };
  expect(data.compte.email).toBe(email);

  const other = await page.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Compte de Alex' }).waitFor();
  await page.getByRole('button', { name: 'Compte de Alex' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).waitFor();
  await other.getByRole('banner').getByRole('link', { name: 'Se connecter' }).waitFor();
  await page.goto('/compte');
  await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
  await fillSignIn(page, { email, motDePasse: PASSWORD });
  await page.getByText('L’adresse e-mail ou le mot de passe est incorrect.').waitFor();
  await fillSignIn(page, { email, motDePasse: 'cinq tasses de thé brûlant' });
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor();

  await page.getByRole('button', { name: 'Supprimer mon compte' }).click();
  await page.getByLabel(`Pour confirmer, tapez ${email}`).fill(email);
  await page.getByRole('button', { name: 'Supprimer définitivement' }).click();
  await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).waitFor();
});

test('an order made as a guest joins the account once its address is verified', async () => {
  const email = newEmail();
  const page = await visit('/');
  const number = await buyAsGuest(page, email);
  await page.goto(`/inscription?email=${encodeURIComponent(email)}`);
  await page.getByLabel('Nom', { exact: true }).fill('Camille');
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/compte');
  await page.goto('/compte/commandes');
  await page.getByText('Aucune commande pour le moment').waitFor();

  await page.goto(await mailedLink(email, 'verification'));
  await page.getByRole('button', { name: 'Vérifier mon adresse' }).click();
  await page.getByRole('link', { name: 'Voir mes commandes' }).click();
  await page.getByRole('link', { name: new RegExp(number) }).waitFor();
  await expectNoOffence(page);
});

test.each([true, false])('a forgotten password is replaced by a mailed link, with scripts: %s', async (scripts) => {
  const email = newEmail();
  const other = await visit('/inscription');
  await other.getByLabel('Nom', { exact: true }).fill('Camille');
  await other.getByLabel('Adresse e-mail').fill(email);
  await other.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Créer mon compte' }).click();
  await other.waitForURL(({ pathname }) => pathname === '/compte');

  const page = await visit('/connexion', { javaScriptEnabled: scripts });
  await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mot de passe oublié' }).waitFor();
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByRole('button', { name: 'Recevoir un lien' }).click();
  await page.getByText('Regardez dans vos courriers indésirables.').waitFor();
  if (scripts) expect(await violationsOf(page)).toEqual([]);

  await page.goto(await mailedLink(email, 'reinitialisation'));
  await page.getByLabel('Nouveau mot de passe').fill('motdepasse');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Ce mot de passe est trop facile à deviner.').waitFor();
  await page.getByLabel('Nouveau mot de passe').fill('cinq tasses de thé brûlant');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Votre mot de passe est changé' }).waitFor();
  if (scripts) expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
  await fillSignIn(page, { email, motDePasse: 'cinq tasses de thé brûlant' });
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor();
  // the sessions of before have ended
  await other.reload();
  await other.getByRole('banner').getByRole('link', { name: 'Se connecter' }).waitFor();
});

test.each([true, false])(
  'a guest opens the order by its mailed link in another browser, with scripts: %s',
  async (scripts) => {
    const email = newEmail();
    const number = await buyAsGuest(await visit('/'), email);
    const link = await mailedLink(email, 'commande/confirmation');
    const page = await visit(link, { javaScriptEnabled: scripts });
    await page.getByText(number).first().waitFor();
    await page.getByText('12 rue des Lilas').waitFor();
    await expectNoOffence(page);
    await page.goto(link.replace(/\?.*/, ''));
    await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).waitFor();
  },
);

test('who has received a product reviews it for everyone; when the order is cancelled, the review is gone', async () => {
  const email = newEmail();
  const page = await visit('/inscription');
  await page.getByLabel('Nom', { exact: true }).fill('Dominique');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/compte');
  await page.goto(PRODUCT);
  const refused = page.getByText('Les avis sont donnés par les acheteurs du produit, une fois qu’ils l’ont reçu.');
  await refused.waitFor();
  await hydrated(page);
  await page.getByRole('button', { name: 'Ajouter au panier' }).click();
  await page.getByRole('region', { name: 'Ajouté au panier' }).getByRole('link', { name: 'Commander' }).click();
  await fillAdresse(page);
  await confirm(page);
  const [, commande = ''] = /confirmation\/([\w-]+)/.exec(page.url()) ?? [];
  const staff = await visit('/systeme');
  await signInQuietly(staff, 'admin');
  const setStatut = async (statut: string) =>
    expect((await staff.request.patch(`/api/commandes/${commande}`, { data: { statut } })).status()).toBe(200);
  await page.goto(PRODUCT);
  await refused.waitFor();
  for (const statut of ['preparee', 'expediee', 'livree']) await setStatut(statut);
  await page.goto(PRODUCT);
  await page.getByRole('radio', { name: '4 sur 5' }).check({ force: true });
  await page.getByLabel('Titre').fill('Il tient ses promesses');
  await page.getByLabel('Votre avis').fill('La frappe est franche, la molette aussi.');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publier mon avis' }).click();
  await page.getByText('Merci, votre avis est publié.').waitFor();
  const reader = await visit(PRODUCT);
  const review = reader.getByRole('heading', { name: 'Il tient ses promesses' });
  await review.waitFor();
  await setStatut('annulee');
  await reader.reload();
  await reader.getByRole('heading', { name: 'Avis d’acheteurs' }).waitFor();
  await expect.poll(() => review.count()).toBe(0);
  await expectNoOffence(page);
});
