import type { Langue } from '@boutique/contracts/common';

/** `langue`, else the first language of Accept-Language that the shop speaks, else French. */
export function langueOf({ langue }: { langue?: Langue | undefined }, request: Request): Langue {
  const [accepted] = request.headers.get('accept-language')?.match(/\b(?:fr|en)\b/) ?? [];
  return langue ?? (accepted === 'en' ? 'en' : 'fr');
}
