import { createHash } from 'node:crypto';
import type { Submitted } from '@boutique/contracts/forms';
import type { Release } from '@boutique/contracts/release';
import type { Context } from 'koa';
import type { PageData } from '../src/page-facts.ts';
import { type AnswerReader, isPersonal, type PageAnswers, type RawAnswer } from './api-answers.ts';
import type { RenderedPage, Text } from './compose-page.ts';
import { inlineJson } from './escape-html.ts';
import { factsOf, matchPage, usedOf } from './page-releases.ts';
import { firstRequests, type PageRequest, personalRequests, subjectRequests } from './page-requests.ts';
import type { createPageStyles, UsedStyles } from './page-styles.ts';
import type { ReleaseStore } from './release-store.ts';
import type { Renderer, ServerFailure } from './renderer.ts';

/** Pages for everybody are rendered as of the last multiple of this, so that they can be kept. */
const GRAIN_MS = 10 * 60_000;

/** The time as of which a page for everybody is rendered. */
export const renderedAt = (): number => Math.floor(Date.now() / GRAIN_MS) * GRAIN_MS;

interface Asked {
  answers: Record<string, RawAnswer>;
  /** Whether every request was answered. */
  isComplete: boolean;
  /** Tells different answers apart. */
  digest: string;
  areCurrent: PageAnswers['areCurrent'];
}

/** Asks the API for everything that the page shows first; for one that browsers render, only whether it exists. */
export async function askFirst(
  ctx: Context,
  page: PageRequest,
  { readAnswers, isRendered }: { readAnswers: AnswerReader; isRendered: boolean },
): Promise<Asked> {
  const urls = isRendered
    ? [...firstRequests(page), ...(isPersonal(ctx) ? personalRequests(page) : [])]
    : subjectRequests(page);
  const { answers, cookies, areCurrent } = await readAnswers(ctx, urls);
  for (const cookie of cookies) ctx.append('Set-Cookie', cookie);
  const hash = createHash('sha256');
  for (const url of urls) {
    const { status, headers, json = '' } = answers[url] ?? {};
    hash.update(`${url} ${status} `).update(headers?.etag ?? json);
  }
  return { answers, isComplete: urls.every((url) => answers[url]), digest: hash.digest('base64'), areCurrent };
}

interface Parts {
  renderer: Renderer;
  stylesOf: ReturnType<typeof createPageStyles>;
  store: Pick<ReleaseStore, 'read'>;
}

type PageToRender = PageRequest & {
  /** Path and query. */
  url: string;
  personal: boolean;
  /** The shop's public scheme and host. */
  origin: string;
  /** The form that led to this page. */
  submitted: Submitted | undefined;
};

/** Renders the page; without `page` the browser has to do it. */
export async function renderPage(
  page: PageToRender,
  { answers, isComplete }: Asked,
  { renderer, stylesOf, store }: Parts,
): Promise<{ page?: RenderedPage & { styleSource: string }; failures: ServerFailure[] }> {
  const { releases, langue, theme, signedIn, url, personal, origin, submitted } = page;
  const used = usedOf(releases);
  const withEntry = used.flatMap((release) =>
    release.server === undefined ? [] : [{ release, file: release.server }],
  );
  const now = personal ? Date.now() : renderedAt();
  const { page: rendered, failures } = await renderer.render({
    page: { locale: langue, theme, signedIn, now, origin, submitted },
    url,
    discovery: { key: factsOf(releases).key, json: factsOf(releases).discovery },
    releases: await Promise.all(
      withEntry.map(async ({ release, file }) => ({ release, source: await store.read(release, file) })),
    ),
    answers,
  });
  if (!rendered) return { failures };
  const { element, source, addresses } = await stylesOf(shownStyles(page, used, rendered.widgets));
  const data = pageData({ now, origin, styles: addresses }, answers);
  const isPartial = !isComplete || failures.length > 0;
  return { page: { ...rendered, style: element, styleSource: source, data, isPartial }, failures };
}

/** The stylesheets of the page and of the widgets in it. */
function shownStyles(
  { releases, pathname }: PageRequest,
  used: readonly Release[],
  widgets: readonly string[],
): UsedStyles[] {
  const match = matchPage(releases, pathname);
  return [
    ...(match ? [{ release: match.release, files: match.route.styles }] : []),
    ...used.map((release) => ({
      release,
      files: release.widgets.filter(({ name }) => widgets.includes(name)).flatMap(({ styles }) => styles),
    })),
  ];
}

/** `PageData` as JSON for a script element; the answers are not parsed for it. */
function pageData(facts: Omit<PageData, 'answers'>, answers: Record<string, RawAnswer>): Text[] {
  const bodies = Object.entries(answers).flatMap(([url, { status, headers, json }], index) => [
    `${index > 0 ? ',' : ''}${inlineJson(url)}:{"status":${status},"headers":${inlineJson(headers)},"body":`,
    json.length > 0 ? json : 'null',
    '}',
  ]);
  return [`${inlineJson(facts).slice(0, -1)},"answers":{`, ...bodies, '}}'];
}
