import { Langue } from '@boutique/contracts/common';
import {
  FORMS_SEGMENT,
  type FormOperation,
  isFormOperation,
  PREFERENCES,
  type Submitted,
  secretFields,
} from '@boutique/contracts/forms';
import { localizedPath, splitLangue } from '@boutique/contracts/localized-path';
import { type Problem, problemOf } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import type { Context, Middleware, Next } from 'koa';
import type { Logger } from 'pino';
import { preferenceCookies } from '../src/layout/preference-cookies.ts';
import { createFormSender } from './form-sender.ts';
import { FormError, readForm, refuseForeignForm } from './read-form.ts';
import { setCookie } from './set-cookie.ts';
import { shopPath } from './shop-path.ts';

interface Options {
  apiUrl: string;
  log: Logger;
  /** The shop's public scheme and host. */
  originOf: (ctx: Context) => string;
  /** After this time the API counts as silent. */
  answerMs?: number;
}

type Fields = ReadonlyMap<string, string>;

/** In the address of a form: the next page, once the browser has sent the first cookie back. */
const NEXT = 'suite';

/** Tells the next page, after a success, which form was posted. */
const DONE_COOKIE = 'formulaire';
const DONE_S = 20;

/** The contract of an operation. Every form has one (contracts/src/forms.test.ts). */
const routeOf = (operation: FormOperation) =>
  allRoutes.find(({ operationId }) => operationId === operation) as RouteContract;

/**
 * Lets forms work without scripts: sends a posted form to the API in the visitor's name, and leads on to a page (303).
 * When the API refuses, the answer is the page of the form again, with what was typed and the problem.
 */
export function serveForms({ originOf, ...options }: Options): Middleware {
  const send = createFormSender(options);

  return async (ctx, next) => {
    const [, segment, ...rest] = ctx.path.split('/');
    if (segment !== FORMS_SEGMENT) return servePageAfter(ctx, next);
    ctx.set('Cache-Control', 'no-store');
    try {
      const operation = rest.join('/');
      if (operation !== PREFERENCES && !isFormOperation(operation)) {
        throw new FormError(404, 'Cette adresse n’existe pas.', 'There is no such address.');
      }
      // the address of a form stands in the address bar while its page shows a problem
      if (ctx.method === 'GET' || ctx.method === 'HEAD') {
        const fields = new Map(new URLSearchParams(ctx.querystring));
        const target = shopPath(fields.get(NEXT));
        if (target && !ctx.get('Cookie')) return await refuseWithoutCookies(ctx, next, operation, fields);
        return seeOther(ctx, target ?? pageOf(ctx, fields));
      }
      if (ctx.method !== 'POST') {
        ctx.set('Allow', 'GET, HEAD, POST');
        throw new FormError(405, 'Un formulaire s’envoie par POST.', 'Forms are sent by POST.');
      }
      refuseForeignForm(ctx, originOf(ctx));
      const fields = await readForm(ctx);
      if (operation === PREFERENCES) {
        const cookies = preferenceCookies(fields);
        for (const cookie of cookies) ctx.append('Set-Cookie', cookie);
        const page = pageOf(ctx, fields);
        const langue = Langue.safeParse(fields.get('langue')).data;
        // the address has the language, so that a browser without cookies has it, too
        if (langue) return seeOther(ctx, localizedPath(langue, splitLangue(page).path));
        return seeOther(ctx, isFirst(ctx, cookies) ? onceKept(ctx, page, operation, fields) : page);
      }
      await post(ctx, next, operation, fields);
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      ctx.status = error.status;
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = `${error.message}\n`;
    }
  };

  async function post(ctx: Context, next: Next, operation: FormOperation, fields: Fields): Promise<void> {
    const page = pageOf(ctx, fields);
    const { langue } = splitLangue(page);
    const { cookies, body, problem, retryAfter } = await send(ctx, routeOf(operation), fields, langue);
    for (const cookie of cookies) ctx.append('Set-Cookie', cookie);
    if (!problem) {
      const retour = shopPath(
        fields.get('retour')?.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(body[name] ?? '')),
      );
      // slices name their pages without a language
      const target = retour && localizedPath(langue, splitLangue(retour).path);
      if (!target) setCookie(ctx, DONE_COOKIE, `${operation}?${shortOnes(shownValues(operation, fields))}`, DONE_S);
      return seeOther(ctx, isFirst(ctx, cookies) ? onceKept(ctx, target ?? page, operation, fields) : (target ?? page));
    }
    await showPage(ctx, next, page, {
      operation,
      values: shownValues(operation, fields),
      problem,
      ...(retryAfter !== undefined && { retryAfter }),
    });
    if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
  }
}

/** Answers with the page of a form, the values that were sent, and the problem. */
async function showPage(ctx: Context, next: Next, page: string, submitted: Submitted & { problem: Problem }) {
  ctx.state.submitted = submitted;
  ctx.url = page.replace(/#.*/, '');
  await next();
  // a page that the gateway cannot render has the form's values and problem, too, for the browser that renders it
  ctx.status = submitted.problem.status;
  ctx.set('Cache-Control', 'no-store');
}

/** Whether these are a browser's first cookies; a deletion has no value. */
const isFirst = (ctx: Context, cookies: readonly string[]): boolean =>
  !ctx.get('Cookie') && cookies.some((cookie) => !/^[^=]*=;/.test(cookie));

/** The way to the next page after a first cookie: by the form's address, which sees whether the cookie comes back. */
function onceKept(ctx: Context, target: string, operation: string, fields: Fields): string {
  const query = new URLSearchParams([...idsOf(fields), ['page', pageOf(ctx, fields)], [NEXT, target]]);
  return `/${FORMS_SEGMENT}/${operation}?${query}`;
}

/** Tells the form from others of its operation; nothing that a log of addresses must not have. */
const idsOf = (fields: Fields) => [...fields].filter(([name]) => name.endsWith('Id'));

/** The form was sent, but a browser without cookies has nothing of it. @throws FormError for a form without a page */
async function refuseWithoutCookies(ctx: Context, next: Next, operation: string, fields: Fields): Promise<void> {
  if (!isFormOperation(operation)) {
    throw new FormError(
      403,
      'Votre navigateur refuse les cookies : sans eux, la boutique ne peut pas retenir ce choix. Autorisez-les, puis revenez en arrière.',
      'Your browser refuses cookies: without them, the shop cannot keep this choice. Allow them, then go back.',
    );
  }
  const problem = problemOf('cookies-refuses', 'Le navigateur n’a renvoyé aucun cookie.', ctx.path);
  await showPage(ctx, next, pageOf(ctx, fields), { operation, values: Object.fromEntries(idsOf(fields)), problem });
}

/** The page after a form: tells it once which form was posted. */
async function servePageAfter(ctx: Context, next: Next): Promise<void> {
  const [operation = '', query] = ctx.cookies.get(DONE_COOKIE)?.split('?') ?? [];
  if (!isFormOperation(operation) || !isShown(ctx)) return next();
  const values = shownValues(operation, new Map(new URLSearchParams(query)));
  ctx.state.submitted = { operation, values };
  await next();
  setCookie(ctx, DONE_COOKIE, '', 0);
  ctx.set('Cache-Control', 'no-store');
}

/** Whether the answer is for the visitor's eyes: not a file, nor a page that the browser fetches ahead. */
const isShown = (ctx: Context): boolean =>
  ctx.method === 'GET' && /^(?:document)?$/.test(ctx.get('Sec-Fetch-Dest')) && !ctx.get('Sec-Purpose');

/** What the page may show again. */
const shownValues = (operation: FormOperation, fields: Fields): Record<string, string> => {
  const hidden = ['page', 'retour', ...secretFields[operation]];
  return Object.fromEntries([...fields].filter(([name]) => !hidden.includes(name)));
};

/** Those that fit into a cookie: ids and numbers rather than texts. */
const shortOnes = (values: Record<string, string>) =>
  new URLSearchParams(
    Object.entries(values)
      .filter(([name, value]) => name.length + value.length < 60)
      .slice(0, 10),
  );

/** The page of a form: the one that the form names, or the one that the browser names. */
function pageOf(ctx: Context, fields: Fields): string {
  const before = URL.parse(ctx.get('Referer'));
  const referer = before?.host === ctx.host ? before.pathname + before.search : undefined;
  return shopPath(fields.get('page')) ?? shopPath(referer) ?? '/';
}

function seeOther(ctx: Context, target: string): void {
  ctx.status = 303;
  ctx.set('Location', target);
  ctx.body = '';
}
