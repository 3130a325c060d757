import { accessoires } from './produits/accessoires.ts';
import { audio } from './produits/audio.ts';
import { claviers } from './produits/claviers.ts';
import { ecrans } from './produits/ecrans.ts';
import { ordinateursFixes } from './produits/ordinateurs-fixes.ts';
import { ordinateursPortables } from './produits/ordinateurs-portables.ts';
import { souris } from './produits/souris.ts';
import { stockage } from './produits/stockage.ts';
import type { DemoFiche } from './types.ts';

/** The written data of each product of the demo shop, the oldest first. */
export const demoFiches: DemoFiche[] = [
  ...ordinateursPortables,
  ...ordinateursFixes,
  ...claviers,
  ...souris,
  ...ecrans,
  ...audio,
  ...stockage,
  ...accessoires,
].sort((a, b) => (a.creeLe < b.creeLe ? -1 : 1));
