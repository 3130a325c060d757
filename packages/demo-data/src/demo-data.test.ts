import { Avis } from '@boutique/contracts/avis';
import { type Langue, Slug } from '@boutique/contracts/common';
import { Produit } from '@boutique/contracts/produits';
import { Utilisateur } from '@boutique/contracts/utilisateurs';
import { describe, expect, test } from 'vitest';
import { demoAvis } from './avis.ts';
import { demoCategories } from './categories.ts';
import { demoProduits } from './produits.ts';
import { toProduit } from './to-produit.ts';
import type { DemoProduit } from './types.ts';
import { demoUtilisateurs } from './utilisateurs.ts';

/** All texts of a product that shoppers read. */
function texts(demo: DemoProduit, langue: Langue): string[] {
  const facts = demo.caracteristiques.flatMap(({ nom, valeur }) => [nom[langue], valeur[langue]]);
  return [demo.nom[langue], demo.description[langue], demo.alt[langue], ...facts];
}

describe('demoProduits', () => {
  test('fills a shop: 55 to 70 products, every category used', () => {
    expect(demoProduits.length).toBeGreaterThanOrEqual(55);
    expect(demoProduits.length).toBeLessThanOrEqual(70);
    const used = new Set(demoProduits.map(({ categorie }) => categorie));
    expect([...used].sort()).toEqual(demoCategories.map(({ slug }) => slug).sort());
  });

  test.each(['id', 'slug', 'creeLe'] as const)('has a unique %s for each product', (key) => {
    expect(new Set(demoProduits.map((produit) => produit[key])).size).toBe(demoProduits.length);
  });

  test('is in creation order, by date and by id, before 15 November 2026', () => {
    expect(demoProduits.map(({ creeLe }) => creeLe)).toEqual(demoProduits.map(({ creeLe }) => creeLe).sort());
    expect(demoProduits.map(({ id }) => id)).toEqual(demoProduits.map(({ id }) => id).sort());
    expect(demoProduits[0]?.creeLe.slice(0, 7)).toBe('2026-01');
    expect((demoProduits.at(-1)?.creeLe ?? '') < '2026-11-15').toBe(true);
  });

  test('has ids whose time is creeLe', () => {
    for (const { id, creeLe } of demoProduits) {
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16), id).toBe(Date.parse(creeLe));
    }
  });

  test('has a note exactly where there are reviews: their mean', () => {
    for (const { id, slug, note, nombreAvis } of demoProduits) {
      const notes = demoAvis.filter(({ produitId }) => produitId === id).map((avis) => avis.note);
      expect(nombreAvis, slug).toBe(notes.length);
      expect(note === null, slug).toBe(notes.length === 0);
      if (note !== null) {
        expect(Math.abs(note - notes.reduce((a, b) => a + b) / notes.length), slug).toBeLessThanOrEqual(0.0501);
      }
    }
    expect(demoProduits.some(({ note }) => note === null)).toBe(true);
    expect(demoProduits.some(({ stock }) => stock === 0)).toBe(true);
  });

  test('has products that a search for "clavié mécanik" must find', () => {
    const found = demoProduits.filter(({ nom }) => nom.fr.startsWith('Clavier mécanique'));
    expect(found.length).toBeGreaterThanOrEqual(4);
  });
});

describe('demoAvis', () => {
  test.each(demoAvis)('$id is exactly an Avis of the contract, at the time of its id', ({ produitId, ...avis }) => {
    expect(Avis.parse(avis)).toEqual(avis);
    expect(Number.parseInt(avis.id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(avis.creeLe));
    const produit = demoProduits.find(({ id }) => id === produitId);
    expect((produit?.creeLe ?? '9') < avis.creeLe && avis.creeLe < '2026-11-15').toBe(true);
    expect(`${avis.titre} ${avis.texte}`).not.toMatch(/'|[ \p{L}\d][:;!?»]|\s%/u);
  });

  test('has 2 to 14 for each product that is rated, by different people and in different words', () => {
    for (const [produitId, avis] of Map.groupBy(demoAvis, (each) => each.produitId)) {
      expect(avis.length, produitId).toBeGreaterThanOrEqual(2);
      expect(avis.length, produitId).toBeLessThanOrEqual(14);
      expect(new Set(avis.map(({ texte }) => texte)).size, produitId).toBe(avis.length);
      expect(new Set(avis.map(({ auteur }) => auteur)).size, produitId).toBe(avis.length);
    }
  });

  test('comes in both languages and in every rating', () => {
    expect(new Set(demoAvis.map(({ langue }) => langue)).size).toBe(2);
    expect(new Set(demoAvis.map(({ note }) => note)).size).toBe(5);
    expect(new Set(demoAvis.map(({ id }) => id)).size).toBe(demoAvis.length);
  });
});

describe.each(demoProduits)('$slug', (demo) => {
  test.each(['fr', 'en'] as const)('is exactly a Produit of the contract in %s', (langue) => {
    const produit = toProduit(demo, langue);
    expect(Produit.parse(produit)).toEqual(produit);
  });

  test('has texts in both languages, which differ', () => {
    const [french, english] = [texts(demo, 'fr'), texts(demo, 'en')];
    expect([...french, ...english].filter((text) => text === '' || text.trim() !== text)).toEqual([]);
    expect(english.slice(0, 3).filter((text, index) => text === french[index])).toEqual([]);
  });

  test('has 4 to 7 facts, each once', () => {
    const names = demo.caracteristiques.map(({ nom }) => nom.fr);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(4);
    expect(names.length).toBeLessThanOrEqual(7);
  });

  test('is typeset with ’, and in French with a non-breaking space before : ; ! ? » %', () => {
    expect([...texts(demo, 'fr'), ...texts(demo, 'en')].filter((text) => text.includes("'"))).toEqual([]);
    expect(demo.description.fr).not.toMatch(/[ \p{L}\d][:;!?»](?!\d)|« | %/u);
    expect(demo.description.en).not.toMatch(/\s[:;!?%]/);
  });
});

test('demoCategories have slugs of the contract and distinct places', () => {
  for (const { slug } of demoCategories) expect(Slug.parse(slug)).toBe(slug);
  expect(demoCategories.map(({ ordre }) => ordre)).toEqual(demoCategories.map((_, index) => index + 1));
});

test('demoUtilisateurs are the public accounts Admin and User', () => {
  const accounts = demoUtilisateurs.map(({ id, ...account }) => account);
  expect(accounts).toEqual([
    { nom: 'Admin', email: 'admin@boutique.example', role: 'admin', profilPublic: true },
    { nom: 'User', email: 'user@boutique.example', role: 'user', profilPublic: true },
  ]);
  for (const account of demoUtilisateurs) expect(account).toMatchObject(Utilisateur.parse(account));
});
