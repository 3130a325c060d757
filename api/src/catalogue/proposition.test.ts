import type { FacettesProduits } from '@boutique/contracts/produits';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';

const test = base
  .override('template', 'demo')
  .extend('facettes', ({ api }) => async (query: Record<string, string>) => {
    const response = await api.get(`/api/produits/facettes?${new URLSearchParams(query)}`);
    expect(response.status).toBe(200);
    return (await response.json()) as FacettesProduits;
  });

test.for([
  ['with the nearest word, as products write it', 'meccanikal', 'mécanique'],
  ['with the nearest word instead of an unknown one', 'casque xylophone', 'casque microphone'],
  ['without a word that no product has', 'souris xqzwvk', 'souris'],
  ['with the right spelling of the rest', 'clavierrz xqzwvk', 'clavier'],
  ['with the right spelling of both', 'imprimante souriss mecannique', 'souris mécanique'],
  ['without one of two words that no product has together', 'imprimante souris mécanique', 'souris mécanique'],
] as const)('a search in vain is answered %s: %s', async ([_, q, proposed], { api, facettes }) => {
  const { total, proposition } = await facettes({ q });
  expect(total).toBe(0);
  expect(proposition?.q).toBe(proposed);
  const list = await api.get(`/api/produits?${new URLSearchParams({ q: proposed })}`);
  expect(list.headers.get('x-total-count')).toBe(String(proposition?.nombre));
});

test('the number is that of the same filters', async ({ facettes }) => {
  const { proposition } = await facettes({ q: 'souris xqzwvk', prixMax: '2000' });
  expect(proposition).toEqual({ q: 'souris', nombre: (await facettes({ q: 'souris', prixMax: '2000' })).total });
  expect((await facettes({ q: 'souris xqzwvk', prixMax: '1' })).proposition).toBeNull();
});

test.for(['xqzwvk', '!!!', '🎹', 'souris', '   '])('nothing is proposed for « %s »', async (q, { facettes }) => {
  expect((await facettes({ q })).proposition).toBeNull();
});
