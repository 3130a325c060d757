import { expect, test } from 'vitest';
import { fillSignIn, newEmail } from './account.ts';
import { buyAsGuest } from './purchase.ts';
import { accounts } from './shop.ts';
import { expectNoOffence, visit } from './visit.ts';

/** Browsers that lack something newer, and visitors whose settings deny something: the shop works without it. */

/** Paths of objects of the page that are deleted, and of properties that throw when they are read. */
const lacking: { name: string; deleted?: string[]; denied?: string[] }[] = [
  { name: 'BroadcastChannel', deleted: ['BroadcastChannel'] },
  { name: 'BroadcastChannel, denied', denied: ['BroadcastChannel'] },
  { name: 'storage, denied', denied: ['localStorage', 'sessionStorage', 'indexedDB', 'caches'] },
  { name: 'storage', deleted: ['localStorage', 'sessionStorage', 'indexedDB', 'caches'] },
  { name: 'URL.parse', deleted: ['URL.parse'] },
  {
    name: 'a secure context',
    deleted: ['crypto.randomUUID', 'crypto.subtle', 'navigator.serviceWorker', 'navigator.clipboard'],
  },
  { name: 'beacons', deleted: ['navigator.sendBeacon'] },
  { name: 'idle callbacks', deleted: ['requestIdleCallback', 'scheduler'] },
  {
    name: 'observers',
    deleted: ['PerformanceObserver', 'IntersectionObserver', 'ResizeObserver', 'ReportingObserver'],
  },
  {
    name: 'performance entries',
    deleted: ['PerformanceObserver.supportedEntryTypes'],
  },
  {
    name: 'view transitions and the Navigation API',
    deleted: ['Document.prototype.startViewTransition', 'navigation', 'cookieStore'],
  },
  {
    name: 'popovers and import maps',
    deleted: ['HTMLElement.prototype.showPopover', 'HTMLElement.prototype.popover', 'HTMLScriptElement.supports'],
  },
  { name: 'trusted types and speculation rules', deleted: ['trustedTypes'] },
  {
    name: 'builtins of 2024 and later',
    deleted: [
      'Promise.withResolvers',
      'Promise.try',
      'Object.groupBy',
      'Map.groupBy',
      'Iterator',
      'Array.fromAsync',
      'AbortSignal.any',
      'AbortSignal.timeout',
      ...['union', 'intersection', 'difference', 'isSubsetOf'].map((name) => `Set.prototype.${name}`),
    ],
  },
];

/** Runs in the page before all of its scripts. */
function remove({ deleted = [], denied = [] }: { deleted?: string[]; denied?: string[] }): void {
  for (const path of [...deleted, ...denied]) {
    const names = path.split('.');
    const name = names.pop() as string;
    let owner: unknown = window;
    for (const step of names) owner = (owner as Record<string, unknown> | undefined)?.[step];
    // where the property really is, such as on a prototype
    while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
    if (!owner) continue;
    if (deleted.includes(path)) Reflect.deleteProperty(owner, name);
    else
      Object.defineProperty(owner, name, {
        get: () => {
          throw new DOMException(`${path} is denied`, 'SecurityError');
        },
      });
  }
}

test.for(lacking)('a sign-in and a purchase without $name', async ({ deleted = [], denied = [] }) => {
  const page = await visit('about:blank');
  await page.addInitScript(remove, { deleted, denied });
  expect(await buyAsGuest(page, newEmail())).toMatch(/^MBR-/);
  await page.goto('/');
  await page.getByRole('link', { name: 'Voir le catalogue' }).click();
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  await page.goto('/connexion?retour=/favoris');
  await fillSignIn(page, accounts.user);
  await page.waitForURL('**/favoris');
  await page.getByRole('banner').getByRole('button', { name: 'Compte de User' }).waitFor();
  await expectNoOffence(page);
});
