import { expect, it } from 'vitest';
import { type Draft, emptyDraft, rulesOf, slugOf } from './draft.ts';
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

it('keeps changes of only one editor, and asks about fields that both have changed', () => {
  const mine = { ...base, prix: '59,90', marque: 'Touche' };
  const theirs = { ...base, prix: '39,90', categorie: 'souris' };
  const { merged, taken, conflicts } = mergeDrafts(base, mine, theirs);
  expect(taken).toEqual(['categorie']);
  expect(conflicts).toEqual(['prix']);
  expect(merged).toEqual({ ...base, prix: '59,90', marque: 'Touche', categorie: 'souris' });
  expect(withField(merged, theirs, 'prix').prix).toBe('39,90');
});

it('asks nothing when both editors made the same change', () => {
  const changed = { ...base, nom: { fr: 'Pavé', en: 'Pad' } };
  expect(mergeDrafts(base, changed, changed)).toEqual({ merged: changed, taken: [], conflicts: [] });
});

it('has a rule for every field, pictures and specifications included', () => {
  const image = { fichier: 'a.webp', largeur: 1, hauteur: 1, alt: { fr: 'Un clavier', en: ' ' }, variantes: [] };
  const line = { nom: { fr: 'Poids', en: 'Weight' }, valeur: { fr: '1 kg', en: '\u200b' } };
  const rules = rulesOf({ ...base, images: [image], caracteristiques: [line] });
  const typed: Record<string, string> = {
    'nom.fr': '',
    'nom.en': 'x',
    'description.fr': 'Un\nclavier',
    'description.en': 'A\0keyboard',
    categorie: '',
    marque: 'Dactyle',
    slug: 'Pas Bon',
    prixCentimes: 'cher',
    stock: '0',
    'images.0.alt.fr': 'Un clavier',
    'images.0.alt.en': ' ',
    'caracteristiques.0.nom.fr': 'Poids',
    'caracteristiques.0.nom.en': 'x'.repeat(101),
    'caracteristiques.0.valeur.fr': '1 kg',
    'caracteristiques.0.valeur.en': '\u200b',
  };
  expect(Object.keys(rules).sort()).toEqual(Object.keys(typed).sort());
  const faults = Object.entries(rules).map(([path, rule]) => [path, rule.fault(typed[path] ?? '')]);
  expect(Object.fromEntries(faults.filter(([, fault]) => fault))).toEqual({
    'nom.fr': 'missing',
    'description.en': 'characters',
    categorie: 'missing',
    slug: 'slug',
    prixCentimes: 'prix',
    'images.0.alt.en': 'missing',
    'caracteristiques.0.nom.en': 'tooLong',
    'caracteristiques.0.valeur.en': 'missing',
  });
});

it.each([
  ['prixCentimes', '1 000 000,00', undefined],
  ['prixCentimes', '1000000,01', 'prix'],
  ['stock', '1000000', undefined],
  ['stock', '1000001', 'stock'],
  ['stock', '-1', 'stock'],
])('has the API’s rule for %s: %s', (path, typed, fault) => {
  expect(rulesOf(base)[path]?.fault(typed)).toBe(fault);
});

it.each([
  ['Écran 27″ — Blanc', 'ecran-27-blanc'],
  ['  ', ''],
  ['a'.repeat(90), 'a'.repeat(80)],
])('makes an address of %j', (nom, slug) => {
  expect(slugOf(nom)).toBe(slug);
});
