import { Langue } from '@boutique/contracts/common';
import type { Context } from 'koa';

/** The language that the browser chose before, or else the one that its settings prefer, or else French. */
export function langueOf(ctx: Context): Langue {
  const chosen = Langue.safeParse(ctx.cookies.get('langue'));
  if (chosen.success) return chosen.data;
  return ctx.get('Accept-Language') && ctx.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

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
