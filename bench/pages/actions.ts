import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { PageName } from './options.ts';

/** What was measured by using a page. Milliseconds; NaN on pages without that action. */
export interface Actions {
  /** INP of typing a word in the search field: the slowest key, until the next paint. */
  search: number;
  /** INP of the button that adds the product to the cart. */
  addToCart: number;
  /** From the click on a product of the catalogue until its page shows name and picture. */
  openProduct: number;
}

/** Time between the pointer's arrival on a link and the click. */
const HOVER_MS = 100;
/** Browsers report an interaction only when it lasted this long. */
const SHORTEST_MS = 16;
/** Until the browser has reported every interaction, and the page its outcome. */
const AFTERWARDS_MS = 1_500;

export const NO_ACTIONS: Actions = { search: Number.NaN, addToCart: Number.NaN, openProduct: Number.NaN };

/** Does what visitors do on this page, by trusted input. */
export async function act(page: Page, name: PageName): Promise<Actions> {
  switch (name) {
    case 'home': {
      const field = page.locator('header input[name=q]');
      return { ...NO_ACTIONS, search: await slowest(page, () => field.pressSequentially('clavier', { delay: 100 })) };
    }
    case 'product': {
      const button = page.getByRole('main').getByRole('button', { name: 'Ajouter au panier', exact: true });
      return { ...NO_ACTIONS, addToCart: await slowest(page, () => button.click()) };
    }
    case 'catalogue':
      return { ...NO_ACTIONS, openProduct: await openProduct(page) };
    case 'cart':
      return NO_ACTIONS;
  }
}

/** Interaction to Next Paint of an action, web.dev/articles/inp. */
async function slowest(page: Page, action: () => Promise<void>): Promise<number> {
  const start = await page.evaluate(() => performance.now());
  await action();
  await sleep(AFTERWARDS_MS);
  return page.evaluate(
    ([start, shortest]) =>
      Math.max(shortest, ...window.bench.interactions.filter((one) => one.start >= start).map((one) => one.duration)),
    [start, SHORTEST_MS] as const,
  );
}

async function openProduct(page: Page): Promise<number> {
  const link = page.locator('main article h3 a').first();
  await link.scrollIntoViewIfNeeded();
  const box = await link.boundingBox();
  if (!box) throw new Error('the catalogue shows no product');
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener(
          'click',
          (click) => {
            const link = (click.target as Element).closest('a');
            const look = () => {
              const picture = document.querySelector<HTMLImageElement>('main img');
              const name = document.querySelector('main h1')?.textContent;
              const isThere =
                location.href === link?.href &&
                name === link.textContent &&
                picture?.complete &&
                picture.naturalWidth > 0;
              // shown by the frame after this one
              requestAnimationFrame(isThere ? () => resolve(performance.now() - click.timeStamp) : look);
            };
            look();
          },
          { capture: true, once: true },
        );
      }),
  );
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await sleep(HOVER_MS);
  await page.mouse.down();
  await page.mouse.up();
  return Promise.race([
    shown,
    sleep(20_000, undefined, { ref: false }).then(() => {
      throw new Error('the clicked product did not show within 20 s');
    }),
  ]);
}
