import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Shop } from '../../e2e/shop.ts';
import { buildBundle } from './bundle/build.ts';
import { serveBundle } from './bundle/serve.ts';
import { checkOut, commitOf, root } from './checkout.ts';
import type { Options } from './options.ts';

/** A site to measure. */
export interface Opponent {
  name: string;
  /** Its origin, without a slash at the end. */
  url: string;
  /** Another site: only its page at `/` is loaded, and nothing is clicked. */
  foreign: boolean;
  /** A shop that `npm start` runs. */
  shop?: Shop;
}

/** Starts the sites, one after another, because each takes all cores to build. `defer` gets what stops them. */
export async function startOpponents(
  { opponents, before, foreign }: Pick<Options, 'opponents' | 'before' | 'foreign'>,
  { say, defer }: { say: (line: string) => void; defer: (stop: () => unknown) => void },
): Promise<Opponent[]> {
  const started: Opponent[] = [];
  const startShop = async (name: string, folder: string) => {
    say(`starting ${name}: ${folder} at ${await commitOf(folder)} …`);
    const shop = await shopOf(folder);
    defer(shop.stop);
    started.push({ name, url: shop.url, foreign: false, shop });
    return shop;
  };
  if (opponents.includes('shop') || opponents.includes('bundle')) {
    const { apiUrl } = await startShop('shop', root);
    if (opponents.includes('bundle')) {
      say('building bundle …');
      const { url, stop } = await serveBundle(await buildBundle(root), apiUrl);
      defer(stop);
      started.push({ name: 'bundle', url, foreign: false });
    }
  }
  if (opponents.includes('before')) await startShop('before', await checkOut(before, say));
  for (const [name, url] of foreign) started.push({ name, url, foreign: true });
  return started.filter(({ name, foreign }) => foreign || opponents.some((asked) => asked === name));
}

/** Starts the shop of any commit by that commit's own scripts, on free ports and with data of its own. */
async function shopOf(folder: string): Promise<Shop> {
  // not within the start, which must be over within three minutes
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: folder });
  const { startShop } = (await import(pathToFileURL(path.join(folder, 'e2e/shop.ts')).href)) as {
    startShop: () => Promise<Shop>;
  };
  return startShop();
}
