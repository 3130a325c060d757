import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import { FORMS_SEGMENT, type Submitted } from '@boutique/contracts/forms';
import { frontendsRoutes } from '@boutique/contracts/frontends';
import { localizedPath, splitLangue } from '@boutique/contracts/localized-path';
import Koa, { type Context } from 'koa';
import { pino } from 'pino';
import type { Connect, ViteDevServer } from 'vite';
import { createAnswerReader } from '../server/api-answers.ts';
import { chooseReleases } from '../server/choose-releases.ts';
import { composePage } from '../server/compose-page.ts';
import { inlineJson } from '../server/escape-html.ts';
import { localizePage, preferredAddress } from '../server/localize-page.ts';
import { factsOf, type PageReleases } from '../server/page-releases.ts';
import { isMissing, movedTo, type PageRequest } from '../server/page-requests.ts';
import { askFirst } from '../server/render-page.ts';
import { serveForms } from '../server/serve-forms.ts';
import { hasTokenCookie } from '../server/token-cookie.ts';
import type { PageAfterForm, PageData } from '../src/page-facts.ts';
import { createSourceRenderer } from './render-sources.ts';

interface Options {
  server: ViteDevServer;
  apiUrl: string;
  workspace: string;
}

const TEMPLATE = '/index.html';
const { path: REGISTER_PATH, responses } = frontendsRoutes.listReleases;
const ANSWER_MS = 1_000;

/** Serves pages and forms by the gateway's own modules. Nothing is kept, and there is no content security policy. */
export function createDevPages({ server, apiUrl, workspace }: Options): Connect.NextHandleFunction {
  const log = pino({ level: 'warn' });
  const originOf = (ctx: Context) => `${ctx.protocol}://${ctx.host}`;
  const releasesOf = createReader(apiUrl);
  const readAnswers = createAnswerReader({ apiUrl, log });
  const render = createSourceRenderer({ server, workspace });

  const app = new Koa();
  // Vite's overlay and terminal show it
  app.silent = true;
  app.use(serveForms({ apiUrl, originOf, log }));
  app.use(async (ctx) => {
    const { langue, path: pathname } = splitLangue(ctx.path);
    const { releases, isCurrent } = await releasesOf();
    const theme = ctx.cookies.get('theme');
    const submitted: Submitted | undefined = ctx.state.submitted;
    const preferred = langue === 'fr' && !submitted ? preferredAddress(ctx) : undefined;
    if (preferred) return ctx.redirect(preferred);
    const origin = originOf(ctx);
    const facts: PageRequest = {
      releases,
      langue,
      theme: theme === 'light' || theme === 'dark' ? theme : undefined,
      pathname,
      query: new URLSearchParams(ctx.querystring),
      signedIn: hasTokenCookie(ctx, SESSION_COOKIE),
    };
    const { signedIn } = facts;
    const { answers, isComplete } = await askFirst(ctx, facts, { readAnswers, isRendered: true });
    const moved = submitted ? undefined : movedTo(facts, answers);
    if (moved) return ctx.redirect(localizedPath(langue, moved) + ctx.search);
    const now = Date.now();
    const [source, rendered] = await Promise.all([
      readFile(path.join(server.config.root, TEMPLATE), 'utf8'),
      render({
        page: { locale: langue, theme: facts.theme, signedIn, now, origin, submitted },
        url: ctx.url,
        releases,
        answers,
      }),
    ]);
    const bodies = Object.entries(answers).map(
      ([url, { json, ...answer }]) =>
        [url, { ...answer, body: json.length > 0 ? JSON.parse(String(json)) : null }] as const,
    );
    // React's development files find the styles by their ids, and replace them
    const data: PageData = { now, origin, styles: [], answers: Object.fromEntries(bodies) };
    const after: PageAfterForm | undefined = submitted && { page: ctx.url, submitted };
    const { html, status } = composePage({
      ...facts,
      template: localizePage(await server.transformIndexHtml(TEMPLATE, source, ctx.originalUrl))[langue],
      incomplete: !isCurrent,
      missing: isMissing(facts, answers),
      first: after ? [`<script type="application/json" id="submitted">${inlineJson(after)}</script>`] : [],
      rendered: rendered && { ...rendered, data: [inlineJson(data)], isPartial: !isComplete },
    });
    ctx.status = status;
    ctx.type = 'html';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = html;
  });

  const handle = app.callback();
  return (request, response, next) => {
    const address = request.originalUrl ?? '/';
    if (request.url !== TEMPLATE && !address.startsWith(`/${FORMS_SEGMENT}/`)) return next();
    request.url = address;
    void handle(request, response);
  };
}

/** Reads the releases in service for each page. While the API is down, the last ones stay. */
function createReader(apiUrl: string): () => Promise<{ releases: PageReleases; isCurrent: boolean }> {
  let releases: PageReleases = [];
  return async () => {
    try {
      const response = await fetch(new URL(REGISTER_PATH, apiUrl), { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!response.ok) throw new Error(`the API answered ${response.status}`);
      releases = chooseReleases(responses[200].parse(await response.json()), '');
      // computed here, or a faulty release would break pages
      factsOf(releases);
      return { releases, isCurrent: true };
    } catch {
      return { releases, isCurrent: false };
    }
  };
}
