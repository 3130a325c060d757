import type { IncomingHttpHeaders } from 'node:http';
import { Langue } from '@boutique/contracts/common';
import { localizedPath } from '@boutique/contracts/localized-path';
import type { Context } from 'koa';

/**
 * The address of the same page in English, for a visitor who comes to a French one and wants English: who has chosen it,
 * or comes from outside of the shop with a browser that prefers it. An English address is always English, so nobody is
 * sent in circles, and crawlers, which name no language, get the address that they ask for.
 */
export function preferredAddress(ctx: Context): string | undefined {
  const chosen = Langue.safeParse(ctx.cookies.get('langue'));
  const isEnglish = chosen.success ? chosen.data === 'en' : prefersEnglish(ctx);
  return isEnglish ? localizedPath('en', ctx.path + ctx.search) : undefined;
}

const prefersEnglish = (ctx: Context): boolean =>
  !isFromShop(ctx.headers) && ctx.get('Accept-Language') !== '' && ctx.acceptsLanguages('fr', 'en') === 'en';

/** Whether a link or form of the shop has led to this page. Over plain http, browsers tell only the page before. */
export const isFromShop = ({ 'sec-fetch-site': site, referer, host }: IncomingHttpHeaders): boolean =>
  site === undefined ? referer !== undefined && URL.parse(referer)?.host === host : site === 'same-origin';

/**
 * The shell's index.html in each language: sets `lang`, and `data-locale`, which stays when a browser translates the page
 * and changes `lang`; preloads only the texts of that language.
 */
export function localizePage(template: string): Record<Langue, string> {
  const localized = (langue: Langue) =>
    template
      .replace('<html lang="fr"', `<html lang="${langue}"`)
      .replace('data-locale="fr"', `data-locale="${langue}"`)
      .replace(/<link [^>]*data-langue="(\w+)">/g, (link, other: string) =>
        other === langue ? link.replace(/ data-langue="\w+"/, '') : '',
      );
  return { fr: localized('fr'), en: localized('en') };
}
