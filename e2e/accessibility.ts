import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The violations of WCAG 2.2 AA and good practice that axe finds on the page in its present state. */
export async function violationsOf(page: Page): Promise<string[]> {
  // evaluated by the debugger, since the page's policy forbids inline scripts
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}
