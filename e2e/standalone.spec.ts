import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { environment, root } from './shop.ts';
import { expectNoOffence, visit } from './visit.ts';

/** A slice alone in a browser, on its mocks, as its developers run it. */

test.each([
  { slice: 'mfe-produits', path: '/produits', heading: 'Catalogue', shown: /^Clavier/ },
  { slice: 'mfe-utilisateurs', path: '/utilisateurs', heading: 'Utilisateurs', shown: /^Admin/ },
  { slice: 'mfe-panier', path: '/panier', heading: 'Votre panier', shown: /^Récapitulatif/ },
])('npm run dev -w $slice: no shell, no API, no database', async ({ slice, path, heading, shown }) => {
  // a port that no part of the shop uses
  const port = inject('ports').shell + 1_000;
  const server = spawn('npm', ['run', 'dev', '-w', slice, '--', '--port', String(port)], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    // the process group: npm and Vite
    if (server.pid) process.kill(-server.pid, 'SIGTERM');
    await ended;
  });
  const url = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  const page = await visit('about:blank');
  const answered = new Set<string>();
  page.on('response', (response) => {
    if (response.url().includes('/api/')) answered.add(response.fromServiceWorker() ? 'mocks' : 'server');
  });
  await page.goto(url + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.getByText(shown).first().waitFor();
  expect([...answered]).toEqual(['mocks']);
  await expectNoOffence(page);

  // a phone opens it by the machine's address, which is no secure context
  const browser = await launchBrowser(['--host-resolver-rules=MAP 192.0.2.7 localhost']);
  onTestFinished(() => browser.close());
  const phone = await browser.newPage();
  await phone.goto(`http://192.0.2.7:${port}${path}`);
  expect(await phone.evaluate(() => isSecureContext)).toBe(false);
  await phone.getByText(shown).first().waitFor();
});
