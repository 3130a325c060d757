import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { visit } from './visitor.ts';

/** The README's pictures. SCREENSHOT_FOLDER says where to keep them; without it they are only tried. */

const pictures = [
  { name: 'accueil', path: '/', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'catalogue', path: '/produits?categorie=claviers', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'produit', path: '/produits/clavier-mecanique-ardoise-75', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'telephone', path: '/', width: 360, height: 740, colorScheme: 'light' },
] as const;

test.each(pictures)('$name', async ({ name, path: url, width, height, colorScheme }) => {
  const kept = process.env.SCREENSHOT_FOLDER;
  const folder = kept ? path.resolve(kept) : await mkdtemp(path.join(tmpdir(), 'screenshots-'));
  if (!kept) onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(folder, { recursive: true });
  const page = await visit(url, { viewport: { width, height }, colorScheme, deviceScaleFactor: 1 });
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() =>
    [...document.images]
      .filter((image) => image.getBoundingClientRect().top < innerHeight)
      .every((image) => image.complete && image.naturalWidth > 0),
  );
  const file = path.join(folder, `${name}.jpg`);
  await page.screenshot({ path: file, type: 'jpeg', quality: 82 });
  // an empty page would be a tenth of this
  expect((await stat(file)).size).toBeGreaterThan(20_000);
});
