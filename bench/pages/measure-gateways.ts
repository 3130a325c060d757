import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pidOf } from '../../e2e/shop.ts';
import { cpuOf, memoryOf } from '../processes.ts';
import { askPage, nextNumber } from './ask-page.ts';
import type { Opponent } from './opponents.ts';
import { type Options, PAGES, type PageName } from './options.ts';

/** What a gateway spent on a guest's page, in one run. */
export interface Cost {
  site: string;
  page: PageName;
  /** False: every request had another query, so that no answer kept from before could serve. */
  kept: boolean;
  /** Clients that send the next request as soon as they have an answer. */
  clients: number;
  run: number;
  /** CPU time per page, with the renderer's. */
  cpuMs: number;
  /** The largest memory under this load, with the renderer's, in bytes (PSS). */
  memory: number;
}

const REQUESTS = 500;
/** Until then, V8 compiles. */
const WARM_UP = 1_000;
const CONCURRENT = 8;

/** Asks the gateways of shops for pages by HTTP, compressed by brotli, and reads their CPU time and memory. Linux only. */
export async function measureGateways(
  opponents: readonly Opponent[],
  { pages, runs }: Pick<Options, 'pages' | 'runs'>,
  say: (line: string) => void,
): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const page of pages) {
      for (const { name: site, url, shop } of opponents) {
        if (!shop) continue;
        const pid = await pidOf(shop.dataFolder, 'shell');
        for (const kept of [true, false]) {
          for (const clients of [1, CONCURRENT]) {
            say(`run ${run + 1} of ${runs}: ${page} ${site} ${kept ? 'kept' : 'not kept'}, ${clients} clients`);
            const cost = await load(url + PAGES[page], { pid, kept, clients });
            costs.push({ site, page, kept, clients, run, ...cost });
          }
        }
      }
    }
  }
  return costs;
}

interface Load {
  pid: number;
  kept: boolean;
  clients: number;
}

async function load(address: string, { pid, kept, clients }: Load): Promise<Pick<Cost, 'cpuMs' | 'memory'>> {
  const agent = new Agent({ keepAlive: true });
  const send = async (requests: number) => {
    let sent = 0;
    const client = async () => {
      while (sent < requests) {
        sent += 1;
        await askPage(kept ? address : `${address}?n=${nextNumber()}`, agent);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
  };
  await send(WARM_UP);
  const before = await cpuOf(pid);
  let memory = 0;
  const running = new AbortController();
  const sampling = (async () => {
    while (!running.signal.aborted) {
      memory = Math.max(memory, await memoryOf(pid));
      await sleep(200);
    }
  })();
  await send(REQUESTS);
  const used = (await cpuOf(pid)) - before;
  running.abort();
  await sampling;
  agent.destroy();
  return { cpuMs: used / REQUESTS, memory };
}
