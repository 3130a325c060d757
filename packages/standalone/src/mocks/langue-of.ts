import type { Langue } from '@boutique/contracts/common';

/** The parameter `langue`, or else the first language in Accept-Language that the shop has, or else French. */
export function langueOf({ langue }: { langue?: Langue | undefined }, request: Request): Langue {
  const [accepted] = request.headers.get('accept-language')?.match(/\b(?:fr|en)\b/) ?? [];
  return langue ?? (accepted === 'en' ? 'en' : 'fr');
}
