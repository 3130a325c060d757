import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseInput, type RawInput } from './input.ts';
import { produitsRoutes } from './produits.ts';
import { defineRoute } from './route.ts';
import { utilisateursRoutes } from './utilisateurs.ts';

const raw = (input: Partial<RawInput>): RawInput => ({ params: {}, query: {}, body: undefined, ...input });

const parseQuery = (query: RawInput['query']) => parseInput(produitsRoutes.list, raw({ query }));

const refused = (query: RawInput['query']) => {
  const parsed = parseQuery(query);
  return parsed.ok ? [] : parsed.erreurs.map(({ chemin }) => chemin);
};

test('valid input is parsed, and defaults are filled in', () => {
  const parsed = parseQuery({ q: '  clavier ', prixMin: '0', prixMax: '5000', enStock: 'true', tri: '-prix' });
  expect(parsed).toEqual({
    ok: true,
    input: {
      params: undefined,
      query: { q: 'clavier', prixMin: 0, prixMax: 5000, enStock: true, tri: '-prix', limite: 24 },
      body: undefined,
    },
  });
});

test.each<[string, RawInput['query'], string[]]>([
  ['an unknown key', { couleur: 'rouge' }, ['query.couleur']],
  ['several unknown keys', { a: '1', b: '2' }, ['query.a', 'query.b']],
  ['an inherited name', { constructor: 'x' }, ['query.constructor']],
  ['a repeated key', { tri: ['prix', 'nom'] }, ['query.tri']],
  ['a repeated unknown key', { couleur: ['a', 'b'] }, ['query.couleur']],
  ['a page size under the range', { limite: '0' }, ['query.limite']],
  ['a page size over the range', { limite: '101' }, ['query.limite']],
  ['a number in another notation', { limite: '1e1' }, ['query.limite']],
  ['a negative price', { prixMin: '-1' }, ['query.prixMin']],
  ['an empty number', { prixMax: '' }, ['query.prixMax']],
  ['prices the wrong way round', { prixMin: '200', prixMax: '100' }, ['query.prixMin']],
  ['a word instead of a boolean', { enStock: '1' }, ['query.enStock']],
  ['an unknown order', { tri: 'couleur' }, ['query.tri']],
  ['a search text that is too long', { q: 'x'.repeat(101) }, ['query.q']],
  ['a category that is not a slug', { categorie: 'Écrans !' }, ['query.categorie']],
  ['several errors at once', { limite: '0', tri: 'x', langue: 'de' }, ['query.tri', 'query.langue', 'query.limite']],
])('%s is refused by name', (_what, query, chemins) => {
  expect(refused(query).sort()).toEqual(chemins.sort());
});

test.each([{ limite: '1' }, { limite: '100' }, { prixMin: '100', prixMax: '100' }, { q: 'x'.repeat(100) }])(
  'the bounds themselves are in: %j',
  (query) => {
    expect(refused(query)).toEqual([]);
  },
);

test('the errors of a repeated and of an unknown parameter say what is wrong', () => {
  const messages = (query: RawInput['query']) => {
    const parsed = parseQuery(query);
    return parsed.ok ? [] : parsed.erreurs.map(({ message }) => message);
  };
  expect(messages({ limite: ['1', '2'] })).toEqual(['Ce paramètre ne peut être donné qu’une fois']);
  expect(messages({ couleur: 'rouge' })).toEqual(['Paramètre inconnu']);
  expect(messages({ limite: 'dix' })).toEqual(['Un nombre entier de 1 à 100 est attendu']);
});

test('path parameters are refused by name', () => {
  const parsed = parseInput(utilisateursRoutes.read, raw({ params: { id: '42' } }));
  expect(parsed).toMatchObject({ ok: false, erreurs: [{ chemin: 'params.id' }] });
});

const withBody = defineRoute({
  method: 'post',
  path: '/api/essai',
  operationId: 'essai',
  tag: 'essai',
  access: 'public',
  summary: 'A body with lines',
  params: z.object({ id: z.string() }),
  body: z.strictObject({ lignes: z.array(z.strictObject({ quantite: z.int() })) }),
  responses: { 200: z.object({}) },
});

test('errors in params, query and body are reported together, with the whole path into the body', () => {
  const parsed = parseInput(
    withBody,
    raw({ body: { lignes: [{ quantite: 1 }, { quantite: 'x', prix: 0 }], remise: 1 } }),
  );
  expect(parsed.ok ? [] : parsed.erreurs.map(({ chemin }) => chemin).sort()).toEqual([
    'body.lignes.1.prix',
    'body.lignes.1.quantite',
    'body.remise',
    'params.id',
  ]);
});

test('a missing body is refused, and no body is parsed where none is declared', () => {
  expect(parseInput(withBody, raw({ params: { id: '1' } }))).toMatchObject({
    ok: false,
    erreurs: [{ chemin: 'body' }],
  });
  expect(parseInput(utilisateursRoutes.list, raw({ body: { anything: 1 } }))).toMatchObject({
    ok: true,
    input: { body: undefined },
  });
});

test('a text that no database can hold is refused by name, wherever it is', () => {
  const withTexts = defineRoute({
    ...withBody,
    query: z.strictObject({ q: z.string() }),
    body: z.array(z.strictObject({ nom: z.string() })),
  });
  const parsed = parseInput(
    withTexts,
    raw({
      params: { id: 'a\0' },
      query: { q: '\ud800' },
      body: [{ nom: 'é 🙂 \u0001' }, { nom: 'a\0b' }, { nom: 'demi \udc00' }],
    }),
  );
  const message = 'Un texte sans caractère nul (U+0000) ni moitié de caractère est attendu';
  expect(parsed).toEqual({
    ok: false,
    erreurs: ['params.id', 'query.q', 'body.1.nom', 'body.2.nom'].map((chemin) => ({ chemin, message })),
  });
});

test('a route that declares no query refuses one', () => {
  const id = '01890000-0000-7000-8000-000000000000';
  const parsed = parseInput(utilisateursRoutes.read, raw({ params: { id }, query: { a: '1' } }));
  expect(parsed).toEqual({ ok: false, erreurs: [{ chemin: 'query.a', message: 'Paramètre inconnu' }] });
});
