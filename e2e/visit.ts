import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchBrowser } from './browser.ts';

/** The offences of each page: errors that must not happen. */
const offences = new WeakMap<Page, string[]>();

let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

/** Opens a page of the shop in a new browser profile, and records every offence of the page. */
export async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: inject('url'),
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  contexts.push(context);
  const page = await context.newPage();
  record(page);
  // a container that starts or stops changes the machine's networks, and Chromium then fails its requests
  await page.goto(path).catch((error: Error) => {
    if (!error.message.includes('ERR_NETWORK_CHANGED')) throw error;
    return page.goto(path);
  });
  return page;
}

/** The page's offences so far. */
export const offencesOf = (page: Page): readonly string[] => offences.get(page) ?? [];

/**
 * Waits until React has taken over the page and the header's widgets. Before, buttons post forms and keys have no
 * meaning.
 */
export const hydrated = (page: Page) =>
  page.waitForFunction(() => document.querySelector('#root[data-rendered] [data-server-html]') === null);

/** Expects no console error, uncaught error or CSP violation since the page was opened. */
export async function expectNoOffence(page: Page): Promise<void> {
  expect(offences.get(page)).toEqual([]);
}

function record(page: Page): void {
  offences.set(page, []);
  const add = (offence: string) => offences.get(page)?.push(offence);
  // a CSP violation is a console error, too
  page.on('console', (message) => {
    // as in `visit`: the machine's networks changed, the shop did not fail
    if (message.type() !== 'error' || message.text().includes('ERR_NETWORK_CHANGED')) return;
    add(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => add(`uncaught: ${error.message}`));
}
