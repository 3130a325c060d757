import type { Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { newEmail } from './account.ts';
import { startGateway } from './gateway.ts';
import { throughProxy } from './proxy.ts';
import { fillAdresse, PRODUCT } from './purchase.ts';
import { hydrated, visit } from './visit.ts';

/** Proxies between shop and browser that change or block scripts. */

const isScript = ({ url }: { url: URL }) => url.pathname.endsWith('.js');
/** The sentence about scripts waits 10 s by an animation: its seconds pass in a twentieth. */
async function passQuickly(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Animation.enable');
  await devTools.send('Animation.setPlaybackRate', { playbackRate: 20 });
}
const sentence = (page: Page) => page.getByText('Les scripts de cette page n’arrivent pas');
const proxies = {
  'changes the scripts': () =>
    throughProxy((answer) =>
      isScript(answer)
        ? { ...answer, body: Buffer.concat([answer.body, Buffer.from('\n// seen by a proxy')]) }
        : answer,
    ),
  'blocks all scripts': () => throughProxy((answer) => (isScript(answer) ? undefined : answer)),
};
const names = Object.keys(proxies) as (keyof typeof proxies)[];

test('a proxy that may not change scripts and pages leaves them alone', async () => {
  const left: string[] = [];
  const options = await throughProxy((answer) => {
    if (/no-transform/.test(String(answer.headers['cache-control']))) {
      left.push(answer.url.pathname);
      return answer;
    }
    return isScript(answer) ? { ...answer, body: Buffer.from('') } : answer;
  });
  const page = await visit(PRODUCT, options);
  await hydrated(page);
  expect(left).toContain(PRODUCT);
  await passQuickly(page);
  await page.waitForTimeout(1_000);
  expect(await sentence(page).count()).toBe(0);
});

test.each(names)('behind a proxy that %s, the page says so, and a guest buys', async (name) => {
  const page = await visit(PRODUCT, await proxies[name]());
  const main = page.getByRole('main');
  expect(await sentence(page).isVisible()).toBe(false);
  await passQuickly(page);
  await sentence(page).waitFor();
  await page.getByText('Liens et formulaires fonctionnent sans eux.').waitFor();
  expect(await page.getByText('The scripts of this page').isVisible()).toBe(false);
  await main.getByRole('button', { name: 'Ajouter au panier' }).click();
  await page.waitForURL('**/panier');
  await main.getByRole('link', { name: 'Commander' }).click();
  await page.waitForURL('**/commande');
  await fillAdresse(page, newEmail());
  await main.getByRole('button', { name: 'Commander et payer à la livraison' }).click();
  await page.getByRole('heading', { name: 'Merci, votre commande est enregistrée' }).waitFor();
});

test.each(names)('behind a proxy that %s, a page that browsers render does not load for ever', async (name) => {
  const shop = { ports: inject('ports'), dataFolder: inject('dataFolder') };
  const { url, stop } = await startGateway(shop, { SERVER_RENDERING: 'off' });
  onTestFinished(stop);
  const page = await visit(`${url}/produits`, { ...(await proxies[name]()), locale: 'en-GB' });
  await passQuickly(page);
  await page.getByText('The scripts of this page do not arrive').waitFor();
  expect(await page.getByText('Links and forms work without them.').isVisible()).toBe(false);
});
