import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { blockingTime, layoutShift, roundTrips } from './figures.ts';
import { KINDS, type Kind, type Request, recordRequests } from './network-log.ts';
import { probe } from './probe.ts';

/** A phone of the middle class on a slow mobile network; undefined means as fast as this machine. */
const SLOW = { cpuRate: 4, latency: 150, bytesPerSecond: 1_600_000 / 8, bytesUpPerSecond: 750_000 / 8 };
/** Neither a request nor a long task for this time: the page is at rest. */
const QUIET_MS = 5_000;
const LONGEST_MS = 60_000;

/** The figures of one visit. Times are milliseconds since its navigation began; sizes are bytes. */
export interface Figures {
  requestsUntilLoad: number;
  requests: number;
  scripts: number;
  styles: number;
  bytes: Record<Kind, number>;
  fcp: number;
  lcp: number;
  lcpElement: string;
  cls: number;
  tbt: number;
  load: number;
  headerHydrated: number;
  pageHydrated: number;
  roundTrips: number;
}

/** A browser profile with an empty cache. */
export const newProfile = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width: 1280, height: 900 } });

/** Opens an address in a new page of this profile, and waits until the page is at rest. */
export async function visit(
  context: BrowserContext,
  url: string,
  { slow, protocol }: { slow: boolean; protocol: string },
): Promise<{ page: Page; figures: Figures }> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (slow) await slowDown(cdp);
  await page.addInitScript(probe);
  const log = await recordRequests(cdp);
  try {
    await page.goto(url, { waitUntil: 'load', timeout: LONGEST_MS });
    await untilRest(page, log.idleSince);
  } catch (error) {
    throw new Error(`${(error as Error).message}; without answer: ${log.unfinished().join(' ')}`);
  }
  const requests = await log.requests();
  const other = requests.find((request) => request.protocol && request.protocol !== protocol);
  if (other) throw new Error(`${other.url} came by ${other.protocol}, not by ${protocol}`);
  return { page, figures: await figuresOf(page, requests) };
}

/** Applies `SLOW` to a page. */
export async function slowDown(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW.latency,
    downloadThroughput: SLOW.bytesPerSecond,
    uploadThroughput: SLOW.bytesUpPerSecond,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpuRate });
}

async function untilRest(page: Page, networkIdleSince: () => number): Promise<void> {
  for (const deadline = performance.now() + LONGEST_MS; performance.now() < deadline; await sleep(100)) {
    if (performance.now() - networkIdleSince() < QUIET_MS) continue;
    const sinceLongTask = await page.evaluate(() => {
      const last = window.bench.longTasks.at(-1);
      return performance.now() - (last ? last.start + last.duration : 0);
    });
    if (sinceLongTask >= QUIET_MS) return;
  }
  throw new Error(`${page.url()} is not at rest after ${LONGEST_MS / 1000} s`);
}

async function figuresOf(page: Page, requests: readonly Request[]): Promise<Figures> {
  const { recorded, fcp, load } = await page.evaluate(() => ({
    recorded: window.bench,
    fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    load: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventStart,
  }));
  const startedAt = Math.min(...requests.map(({ start }) => start));
  const countOf = (kind: Kind) => requests.filter((request) => request.kind === kind).length;
  const bytesOf = (kind: Kind) =>
    requests.filter((request) => request.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    requestsUntilLoad: requests.filter(({ start }) => start - startedAt <= load).length,
    requests: requests.length,
    scripts: countOf('script'),
    styles: countOf('style'),
    bytes: Object.fromEntries(KINDS.map((kind) => [kind, bytesOf(kind)])) as Figures['bytes'],
    fcp,
    lcp: recorded.lcp.at,
    lcpElement: recorded.lcp.element,
    cls: layoutShift(recorded.shifts),
    tbt: blockingTime(recorded.longTasks, fcp),
    load,
    headerHydrated: recorded.headerHydrated,
    pageHydrated: recorded.pageHydrated,
    roundTrips: roundTrips(requests),
  };
}
