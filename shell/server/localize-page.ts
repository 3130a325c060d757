import { Langue } from '@boutique/contracts/common';
import type { Context } from 'koa';

/** This browser's choice, else the better one of the browser's languages, else French. */
export function langueOf(ctx: Context): Langue {
  const chosen = Langue.safeParse(ctx.cookies.get('langue'));
  if (chosen.success) return chosen.data;
  return ctx.get('Accept-Language') && ctx.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

/** The shell's index.html in each language: says which it is, and preloads no other's texts. */
export function localizePage(template: string): Record<Langue, string> {
  const localized = (langue: Langue) =>
    template
      .replace('<html lang="fr"', `<html lang="${langue}"`)
      .replace(/<link [^>]*data-langue="(\w+)">/g, (link, other: string) =>
        other === langue ? link.replace(/ data-langue="\w+"/, '') : '',
      );
  return { fr: localized('fr'), en: localized('en') };
}
