import type { Langue } from '@boutique/contracts/common';
import { anglophones, auteurs, type Humeur, textesFor } from './avis-textes.ts';
import { demoFiches } from './fiches.ts';
import type { DemoAvis, DemoFiche } from './types.ts';

/** The last day of the demo shop. Products on sale for less than two weeks by then have no reviews. */
const LAST_DAY = Date.parse('2026-11-15T00:00:00Z');
const DAY = 86_400_000;
const IN_ENGLISH = 0.15;

/** Every review of the demo shop, the oldest first, and the same in every run. */
export const demoAvis: DemoAvis[] = demoFiches.flatMap(writeAvis).sort((a, b) => (a.id < b.id ? -1 : 1));

const byProduit = Map.groupBy(demoAvis, ({ produitId }) => produitId);

/** The mean of a product's reviews, rounded to a tenth, and their number. */
export function noteOf(produitId: string): { note: number | null; nombreAvis: number } {
  const notes = (byProduit.get(produitId) ?? []).map(({ note }) => note);
  const sum = notes.reduce((total, note) => total + note, 0);
  // multiplied by ten before dividing: halves are exact then, and rounded up as in PostgreSQL
  return { note: notes.length > 0 ? Math.round((sum * 10) / notes.length) / 10 : null, nombreAvis: notes.length };
}

function writeAvis({ id: produitId, slug, categorie, creeLe }: DemoFiche): DemoAvis[] {
  const random = randomFrom(slug);
  const onSaleSince = Date.parse(creeLe);
  const lastMoment = LAST_DAY - onSaleSince;
  if (lastMoment < 14 * DAY) return [];
  const pleasing = 0.5 + random() * 0.45;
  const take = withoutRepeating(random);
  return Array.from({ length: 2 + Math.floor(random() * 13) }, () => {
    const langue: Langue = random() < IN_ENGLISH ? 'en' : 'fr';
    const note = noteFrom(random, pleasing);
    const moment = onSaleSince + 3 * DAY + Math.floor(random() * (lastMoment - 3 * DAY));
    const written = take(textesFor(categorie, langue)[humeurOf(note)]);
    // each language has more texts than a product has reviews, but perhaps not for each mood
    const [titre, texte] = written ?? take(textesFor(categorie, 'fr')[humeurOf(note)]) ?? [];
    const auteur = take(langue === 'en' && written ? anglophones : auteurs);
    if (!titre || !texte || !auteur) throw new Error('avis-textes.ts: write more texts and names');
    return {
      id: uuidAt(moment, random),
      produitId,
      auteur,
      note,
      titre,
      texte,
      langue: written ? langue : 'fr',
      creeLe: new Date(moment).toISOString(),
    };
  });
}

function humeurOf(note: number): Humeur {
  if (note >= 4) return 'content';
  return note === 3 ? 'partage' : 'decu';
}

/** A random rating: the more pleasing a product, the more fives, but never fives only. */
function noteFrom(random: () => number, pleasing: number): number {
  if (random() < pleasing) return random() < pleasing ? 5 : 4;
  return random() < 0.6 ? 3 : random() < 0.6 ? 2 : 1;
}

/** Draws items from lists without repeating one; undefined once a list is used up. */
function withoutRepeating(random: () => number): <Item>(list: readonly Item[]) => Item | undefined {
  const drawn = new Set<string>();
  return (list) => {
    const left = list.filter((item) => !drawn.has(String(item)));
    const item = left[Math.floor(random() * left.length)];
    if (item !== undefined) drawn.add(String(item));
    return item;
  };
}

/** Numbers from 0 to below 1 that depend only on a text (FNV-1a, then mulberry32). */
function randomFrom(seed: string): () => number {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A UUID v7 (RFC 9562) of this time. */
function uuidAt(moment: number, random: () => number): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const time = moment.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}
