import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { Site } from './measure-pages.ts';
import { newProfile, slowDown } from './visit.ts';

/** Milliseconds since the navigation began. */
const TIMES = [500, 1_000, 1_500, 2_000, 3_000, 5_000];

interface Frame {
  at: number;
  jpeg: string;
}

/** What a visitor sees of each site's home page at fixed times of a cold visit, throttled, as one picture (JPEG). */
export async function drawFilmstrip(browser: Browser, sites: readonly Site[]): Promise<Buffer> {
  const rows: string[] = [];
  for (const { name, urls } of sites) {
    const frames = await film(browser, `${urls.h1}/`);
    const cells = TIMES.map((time) => {
      const shown = frames.findLast(({ at }) => at <= time);
      return `<td>${shown ? `<img src="data:image/jpeg;base64,${shown.jpeg}" alt="">` : ''}</td>`;
    });
    rows.push(`<tr><th>${name}</th>${cells.join('')}</tr>`);
  }
  const head = `<tr><th></th>${TIMES.map((time) => `<th>${(time / 1000).toFixed(1)} s</th>`).join('')}</tr>`;
  const page = await browser.newPage({ viewport: { width: 1640, height: 400 } });
  await page.setContent(`<style>
      body { margin: 12px; font: 600 16px sans-serif }
      th { padding: 4px 8px; text-align: left }
      td { width: 240px; height: 169px; outline: 1px solid #ccc; padding: 0 }
      img { display: block; width: 240px }
    </style><table>${head}${rows.join('')}</table>`);
  const picture = await page.screenshot({ type: 'jpeg', quality: 80, fullPage: true });
  await page.close();
  return picture;
}

async function film(browser: Browser, url: string): Promise<Frame[]> {
  const context = await newProfile(browser);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await slowDown(cdp);
  let startedAt = Number.NaN;
  const frames: Frame[] = [];
  cdp.on('Network.requestWillBeSent', ({ type, wallTime }) => {
    if (type === 'Document' && Number.isNaN(startedAt)) startedAt = wallTime;
  });
  cdp.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    void cdp.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
    const at = ((metadata.timestamp ?? 0) - startedAt) * 1000;
    // before the navigation the page is empty
    if (at >= 0) frames.push({ at, jpeg: data });
  });
  await cdp.send('Page.startScreencast', { format: 'jpeg', quality: 80, maxWidth: 480, maxHeight: 480 });
  await page.goto(url, { waitUntil: 'commit' });
  await sleep(Math.max(...TIMES) + 500);
  await context.close();
  return frames;
}
