import { setTimeout as sleep } from 'node:timers/promises';
import { localizedPath } from '@boutique/contracts/localized-path';

const PAUSE_MS = 100;
/** Then the gateway is ready all the same: pages that are not rendered work, too. */
const MAX_MS = 10_000;

interface Options {
  /** What is missing for pages with every slice, as a sentence. */
  lacking: () => string | undefined;
  maxMs?: number;
}

/**
 * Asks this gateway for the home page until it comes rendered in each language, so that no visitor waits for the
 * renderer's start, or gets a page that is left to the browser because of it.
 */
export function createWarmUp({ lacking, maxMs = MAX_MS }: Options) {
  let isDone = false;
  return {
    /** What is missing, as a sentence. */
    lacking: (): string | undefined => (isDone ? undefined : 'the renderer has not made a page yet'),

    async start(origin: string): Promise<void> {
      while (lacking()) await sleep(PAUSE_MS, undefined, { ref: false });
      const until = performance.now() + maxMs;
      for (const langue of ['fr', 'en'] as const) {
        while (performance.now() < until && !(await isRendered(origin + localizedPath(langue, '/')))) {
          await sleep(PAUSE_MS, undefined, { ref: false });
        }
      }
      isDone = true;
    },
  };
}

async function isRendered(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    return (await response.text()).includes('<div id="root" data-rendered>');
  } catch {
    return false;
  }
}
