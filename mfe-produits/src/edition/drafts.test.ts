import { expect, it } from 'vitest';
import { type Draft, emptyDraft, faultsIn, slugOf } from './draft.ts';
import { mergeDrafts, withField } from './merge-drafts.ts';

const base: Draft = {
  ...emptyDraft,
  slug: 'clavier',
  nom: { fr: 'Clavier', en: 'Keyboard' },
  description: { fr: 'Un clavier', en: 'A keyboard' },
  categorie: 'claviers',
  marque: 'Dactyle',
  prix: '49,90',
};

it('keeps what each alone has changed, and asks about what both have', () => {
  const mine = { ...base, prix: '59,90', marque: 'Touche' };
  const theirs = { ...base, prix: '39,90', categorie: 'souris' };
  const { merged, taken, conflicts } = mergeDrafts(base, mine, theirs);
  expect(taken).toEqual(['categorie']);
  expect(conflicts).toEqual(['prix']);
  expect(merged).toEqual({ ...base, prix: '59,90', marque: 'Touche', categorie: 'souris' });
  expect(withField(merged, theirs, 'prix').prix).toBe('39,90');
});

it('has nothing to ask when both made the same change', () => {
  const changed = { ...base, nom: { fr: 'Pavé', en: 'Pad' } };
  expect(mergeDrafts(base, changed, changed)).toEqual({ merged: changed, taken: [], conflicts: [] });
});

it('names what is missing, in the order of the form', () => {
  expect(faultsIn(base)).toEqual([]);
  const image = { fichier: 'a.webp', largeur: 1, hauteur: 1, alt: { fr: 'Un clavier', en: ' ' }, variantes: [] };
  expect(faultsIn({ ...base, nom: { fr: '', en: 'x' }, slug: 'Pas Bon', prix: 'cher', images: [image] })).toEqual([
    'nom.fr',
    'slug',
    'prix',
    'images.0.alt.en',
  ]);
});

it.each([
  ['Écran 27″ — Blanc', 'ecran-27-blanc'],
  ['  ', ''],
  ['a'.repeat(90), 'a'.repeat(80)],
])('makes an address of %j', (nom, slug) => {
  expect(slugOf(nom)).toBe(slug);
});
