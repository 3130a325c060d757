import { noteOf } from './avis.ts';
import { demoFiches } from './fiches.ts';
import type { DemoProduit } from './types.ts';

/** The whole demo catalogue, oldest first. */
export const demoProduits: DemoProduit[] = demoFiches.map((fiche) => ({ ...fiche, ...noteOf(fiche.id) }));
