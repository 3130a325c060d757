import { Agent } from 'node:http';
import { deployToken, failsOnServer, release, startReleaseShop, versionServed } from '../../e2e/releases.ts';
import { askPage, nextNumber } from './ask-page.ts';
import { median } from './figures.ts';
import { PAGES } from './options.ts';

const SLICE = 'panier';
const CLIENTS = 4;
const REQUESTS = 2_000;

/** How long home pages took, in milliseconds, while every release was good, and from when one hung in the renderer. */
export interface HangTimes {
  run: number;
  good: number[];
  hanging: number[];
}

/**
 * Loads home pages that were not kept before, then the same after a release is in service whose server entry loops for
 * ever on each page.
 */
export async function measureHang(runs: number, say: (line: string) => void, defer: (stop: () => unknown) => void) {
  // otherwise the API would take the release out, and then nothing hangs
  const shop = await startReleaseShop({ CANARY_FAILING_CLIENTS: '1000' });
  defer(shop.stop);
  const token = await deployToken(shop, SLICE);
  const run = async (...args: string[]) => {
    const { code, err } = await release(shop, args, token);
    if (code !== 0) throw new Error(err);
  };
  const times: HangTimes[] = [];
  await load(shop.url);
  for (let number = 0; number < runs; number += 1) {
    say(`run ${number + 1} of ${runs}: all good`);
    const good = await load(shop.url);
    const version = `1.1.${number}`;
    await run('publish', await shop.variant(SLICE, version, failsOnServer('for (;;);')));
    await run('promote', SLICE, version);
    while ((await versionServed(`${shop.url}/systeme`, SLICE)) !== version);
    say(`run ${number + 1} of ${runs}: a release hangs`);
    const hanging = await load(shop.url);
    await run('rollback', SLICE);
    while ((await versionServed(`${shop.url}/systeme`, SLICE)) === version);
    await load(shop.url);
    times.push({ run: number, good, hanging });
  }
  return times;
}

async function load(origin: string): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const client = async () => {
    while (times.length < REQUESTS) {
      const start = performance.now();
      await askPage(`${origin}${PAGES.home}?n=${nextNumber()}`, agent);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  return times;
}

/** The time within which this part of the pages came, as the median of the runs. */
export const within = (part: number, runs: readonly (readonly number[])[]): number =>
  median(runs.map((times) => times.toSorted((a, b) => a - b)[Math.ceil(part * times.length) - 1] ?? Number.NaN));
