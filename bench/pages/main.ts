import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '../../e2e/browser.ts';
import { root } from './checkout.ts';
import { createCertificate, startH2Proxy } from './h2-proxy.ts';
import { measurePages } from './measure-pages.ts';
import { startOpponents } from './opponents.ts';
import { readOptions } from './options.ts';
import { writeTables } from './tables.ts';

/** `npm run bench:pages -- [options]`: measures pages of this shop and of others in a browser. See docs/performance.md. */
const options = readOptions(process.argv.slice(2));
const say = (line: string) => console.error(line);
const stops: (() => unknown)[] = [];
const defer = (stop: () => unknown) => stops.unshift(stop);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stopAll().then(() => process.exit(1)));

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

try {
  const opponents = await startOpponents(options, { say, defer });
  const certificate = await createCertificate();
  const browser = await launchBrowser([`--ignore-certificate-errors-spki-list=${certificate.keyHash}`]);
  defer(() => browser.close());
  const sites = [];
  for (const opponent of opponents) {
    const proxy = await startH2Proxy(opponent.url, certificate);
    defer(proxy.stop);
    sites.push({ ...opponent, urls: { h1: opponent.url, h2: proxy.url } });
  }
  const measured = await measurePages(browser, sites, options, say);
  const out = path.resolve(root, options.out);
  await mkdir(path.dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(measured, null, 1)}\n`);
  console.log(writeTables(measured));
  say(`Every figure of every run: ${out}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stopAll();
}
