import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '../../e2e/browser.ts';
import { defer, stopAll } from '../stops.ts';
import { root } from './checkout.ts';
import { drawFilmstrip } from './filmstrip.ts';
import { createCertificate, startH2Proxy } from './h2-proxy.ts';
import { measureGateways } from './measure-gateways.ts';
import { measureHang } from './measure-hang.ts';
import { measurePages, type Site } from './measure-pages.ts';
import { type Opponent, startOpponents } from './opponents.ts';
import { type Options, readOptions } from './options.ts';
import { writeCosts, writeHang, writeTables } from './tables.ts';

const say = (line: string) => console.error(line);

/** `npm run bench -- pages [options]`: measures this shop and others, see docs/performance.md. */
export async function main(args: string[]): Promise<void> {
  try {
    await measure(readOptions(args));
  } finally {
    await stopAll();
  }
}

async function measure(options: Options): Promise<void> {
  if (options.hang) {
    const times = await measureHang(options.runs, say, defer);
    await write(options.out, JSON.stringify(times));
    console.log(writeHang(times));
    return;
  }
  const opponents = await startOpponents(options, { say, defer });
  if (options.cpu) {
    const costs = await measureGateways(opponents, options, say);
    await write(options.out, JSON.stringify(costs, null, 1));
    console.log(writeCosts(costs));
    return;
  }
  const certificate = await createCertificate();
  const browser = await launchBrowser([`--ignore-certificate-errors-spki-list=${certificate.keyHash}`]);
  defer(() => browser.close());
  const sites = await Promise.all(
    opponents.map(async (opponent: Opponent): Promise<Site> => {
      const proxy = await startH2Proxy(opponent.url, certificate);
      defer(proxy.stop);
      return { ...opponent, urls: { h1: opponent.url, h2: proxy.url } };
    }),
  );
  if (options.filmstrip) await write(options.filmstrip, await drawFilmstrip(browser, sites));
  const measured = await measurePages(browser, sites, options, say);
  if (measured.length === 0) return;
  await write(options.out, JSON.stringify(measured, null, 1));
  console.log(writeTables(measured));
}

async function write(name: string, content: string | Buffer): Promise<void> {
  const file = path.resolve(root, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  say(`written: ${file}`);
}
