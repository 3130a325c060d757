import type { Langue } from '@boutique/contracts/common';
import { discoveryOf } from '@boutique/contracts/frontends';
import { type RegisteredRelease, type Release, releaseBase } from '@boutique/contracts/release';
import type { Context } from 'koa';
import { type AnswerReader, isPersonal, type TextAnswer } from './api-answers.ts';
import { firstRequests, isMissing, matchPage, slotRequests, usedOf } from './compose-page.ts';
import type { createPageStyles, UsedStyles } from './page-styles.ts';
import type { ReleaseStore } from './release-store.ts';
import type { Renderer } from './renderer.ts';

interface PageOf {
  releases: readonly RegisteredRelease[];
  langue: Langue;
  theme: 'light' | 'dark' | undefined;
  pathname: string;
  query: URLSearchParams;
  signedIn: boolean;
}

interface Parts {
  renderer?: Renderer | undefined;
  readAnswers: AnswerReader;
  stylesOf: ReturnType<typeof createPageStyles>;
  store: Pick<ReleaseStore, 'read'>;
}

/** Renders the page for this visitor; undefined when the browser has to do it. */
export async function renderFor(ctx: Context, page: PageOf, { renderer, readAnswers, stylesOf, store }: Parts) {
  if (!renderer) return undefined;
  const { releases, langue, theme, pathname, signedIn } = page;
  const personal = isPersonal(ctx);
  const urls = [...firstRequests(page), ...(personal ? slotRequests(releases, page) : [])];
  const { answers, cookies } = await readAnswers(ctx, urls);
  for (const cookie of cookies) ctx.append('Set-Cookie', cookie);
  const used = usedOf(releases);
  const sources = await Promise.all(
    used.map(async (release) =>
      release.server === undefined ? [] : [{ release, source: await store.read(release, release.server) }],
    ),
  );
  const now = Date.now();
  const { page: rendered } = await renderer.render({
    page: { locale: langue, theme, signedIn, now },
    url: pathname + ctx.search,
    discovery: {
      key: releases.map(({ release }) => releaseBase(release)).join(' '),
      json: JSON.stringify(discoveryOf(releases)),
    },
    releases: sources.flat(),
    answers,
  });
  if (!rendered) return undefined;
  const { element, source, addresses } = await stylesOf(shownStyles(page, used, rendered.widgets));
  return {
    ...rendered,
    style: element,
    styleSource: source,
    data: pageData(now, answers, addresses),
    isMissing: isMissing(releases, pathname, answers),
    cacheControl: personal ? (signedIn ? 'private, no-store' : 'private, no-cache') : 'no-cache',
  };
}

/** The stylesheets of the page and of the widgets in it. */
function shownStyles({ releases, pathname }: PageOf, used: Release[], widgets: readonly string[]): UsedStyles[] {
  const match = matchPage(releases, pathname);
  return [
    ...(match ? [{ release: match.release, files: match.route.styles }] : []),
    ...used.map((release) => ({
      release,
      files: release.widgets.filter(({ name }) => widgets.includes(name)).flatMap(({ styles }) => styles),
    })),
  ];
}

/** `PageData` as JSON; the answers are not parsed for it. */
const pageData = (now: number, answers: Record<string, TextAnswer>, styles: readonly string[]): string =>
  `{"now":${now},"styles":${JSON.stringify(styles)},"answers":{${Object.entries(answers)
    .map(
      ([url, { status, headers, text }]) =>
        `${JSON.stringify(url)}:{"status":${status},"headers":${JSON.stringify(headers)},"body":${text || 'null'}}`,
    )
    .join(',')}}}`;
