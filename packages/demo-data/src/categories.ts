import type { DemoCategorie } from './types.ts';

export const demoCategories: DemoCategorie[] = [
  { slug: 'ordinateurs-portables', nom: { fr: 'Ordinateurs portables', en: 'Laptops' }, ordre: 1 },
  { slug: 'ordinateurs-fixes', nom: { fr: 'Ordinateurs fixes', en: 'Desktop computers' }, ordre: 2 },
  { slug: 'claviers', nom: { fr: 'Claviers', en: 'Keyboards' }, ordre: 3 },
  { slug: 'souris', nom: { fr: 'Souris', en: 'Mice' }, ordre: 4 },
  { slug: 'ecrans', nom: { fr: 'Écrans', en: 'Monitors' }, ordre: 5 },
  { slug: 'audio', nom: { fr: 'Audio', en: 'Audio' }, ordre: 6 },
  { slug: 'stockage', nom: { fr: 'Stockage', en: 'Storage' }, ordre: 7 },
  { slug: 'accessoires', nom: { fr: 'Accessoires', en: 'Accessories' }, ordre: 8 },
];
