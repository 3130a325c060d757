import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { administrationRoutes } from './administration.ts';
import { NouvelAvis } from './avis.ts';
import { NouvelleCommande } from './commandes.ts';
import { adressesRoutes, compteRoutes, Identifiants, Inscription, NouvelleAdresse } from './comptes.ts';
import * as rules from './field-rules.ts';
import { frontendsRoutes } from './frontends.ts';
import { PAYS } from './limits.ts';
import { codesPostaux, samples } from './typed-samples.ts';

const adresse = { nom: 'Camille', rue: '1 rue', codePostal: '75011', ville: 'Paris', pays: 'FR' } as const;
const both = { fr: 'Clavier', en: 'Keyboard' };
const produit = {
  slug: 'clavier',
  nom: both,
  description: both,
  categorie: 'claviers',
  marque: 'Dactyle',
  prixCentimes: 1,
  images: [],
  caracteristiques: [],
  actif: true,
};
const produitSchema = administrationRoutes.updateProduit.body;

/** Every field that has a rule: the rule, its samples, and the schema with a body around the field. */
const fields: Record<
  string,
  [rules.TextRule, keyof typeof samples, schema: z.ZodMiniType, bodyWith: (typed: string) => object]
> = {
  'nom of an account': [
    rules.NOM,
    'line',
    Inscription,
    (nom) => ({ nom, email: 'a@b.example', motDePasse: 'cheval agrafe' }),
  ],
  'nom of a profile': [rules.NOM, 'line', compteRoutes.update.body, (nom) => ({ nom })],
  'email to sign up': [
    rules.EMAIL,
    'email',
    Inscription,
    (email) => ({ nom: 'Camille', email, motDePasse: 'cheval agrafe' }),
  ],
  'email of an order': [
    rules.EMAIL,
    'email',
    NouvelleCommande,
    (email) => ({ email, adresse, livraison: 'standard', paiement: 'a-la-livraison', totalCentimes: 1 }),
  ],
  motDePasse: [
    rules.NEW_PASSWORD,
    'newPassword',
    Inscription,
    (motDePasse) => ({ nom: 'Camille', email: 'a@b.example', motDePasse }),
  ],
  'adresse.nom': [rules.ADRESSE.nom, 'line', NouvelleAdresse, (nom) => ({ ...adresse, nom })],
  'adresse.rue': [rules.ADRESSE.rue, 'line', NouvelleAdresse, (rue) => ({ ...adresse, rue })],
  'adresse.complement': [
    rules.ADRESSE.complement,
    'optionalLine',
    NouvelleAdresse,
    (complement) => ({ ...adresse, complement }),
  ],
  'adresse.ville': [rules.ADRESSE.ville, 'line', adressesRoutes.create.body, (ville) => ({ ...adresse, ville })],
  'avis.titre': [rules.AVIS.titre, 'line', NouvelAvis, (titre) => ({ note: 4, titre, texte: 'Bien', langue: 'fr' })],
  'avis.texte': [rules.AVIS.texte, 'lines', NouvelAvis, (texte) => ({ note: 4, titre: 'Bien', texte, langue: 'fr' })],
  'produit.nom': [rules.PRODUIT.nom, 'line', produitSchema, (en) => ({ ...produit, nom: { fr: 'Clavier', en } })],
  'produit.description': [
    rules.PRODUIT.description,
    'lines',
    produitSchema,
    (fr) => ({ ...produit, description: { ...both, fr } }),
  ],
  'produit.marque': [rules.PRODUIT.marque, 'line', produitSchema, (marque) => ({ ...produit, marque })],
  'reason of a rollback': [rules.REASON, 'line', frontendsRoutes.rollback.body, (reason) => ({ reason })],
  'name of a deploy token': [rules.TOKEN_NAME, 'line', frontendsRoutes.createToken.body, (name) => ({ name })],
  'produit.caracteristique': [
    rules.PRODUIT.caracteristique,
    'line',
    produitSchema,
    (fr) => ({ ...produit, caracteristiques: [{ nom: { ...both, fr }, valeur: both }] }),
  ],
};

/** The number of errors that the schema finds in a body, and the value that it keeps. */
function refusal(schema: z.ZodMiniType, body: object): { errors: number; kept: unknown } {
  const { error, data } = schema.safeParse(body);
  return { errors: error?.issues.length ?? 0, kept: data };
}

describe.each(Object.entries(fields))('%s', (_name, [rule, kind, schema, bodyWith]) => {
  test.each(samples[kind].right)('keeps %j as %j, by rule and by schema', (typed, kept) => {
    expect(rule.fault(typed)).toBeUndefined();
    expect(rule.clean(typed)).toBe(kept);
    expect(refusal(schema, bodyWith(typed))).toEqual({ errors: 0, kept: expect.objectContaining(bodyWith(kept)) });
  });

  test.each(samples[kind].wrong)('refuses %j by rule and by schema: %s', (typed, fault) => {
    expect(rule.fault(typed)).toBe(fault);
    expect(refusal(schema, bodyWith(typed)).errors).toBe(1);
  });

  test('rule and schema have the same bounds', () => {
    if (kind === 'email') return;
    const longest = 'x'.repeat(rule.max);
    expect([rule.fault(longest), refusal(schema, bodyWith(longest)).errors]).toEqual([undefined, 0]);
    expect([rule.fault(`${longest}x`), refusal(schema, bodyWith(`${longest}x`)).errors]).toEqual(['tooLong', 1]);
  });

  test('rule and schema agree on random texts, and cleaning twice changes nothing more', () => {
    let wrong = 0;
    for (const typed of textsByChance(2_000)) {
      const fault = rule.fault(typed);
      expect([typed, refusal(schema, bodyWith(typed)).errors]).toEqual([typed, fault ? 1 : 0]);
      const kept = rule.clean(typed);
      expect([typed, rule.clean(kept), rule.fault(kept)]).toEqual([typed, kept, fault]);
      if (fault) wrong += 1;
    }
    expect(wrong).toBeGreaterThan(100);
    expect(wrong).toBeLessThan(2_000);
  });
});

/** Random texts, the same in each run, composed of the pieces that rules look for. */
function* textsByChance(count: number): Generator<string> {
  const pieces = [
    ...['a', 'é', 'e\u0301', '🙂', ' ', '@', '.', '-', 'exemple', 'bücher', '75011', '\u212b', 'ﬁ', '～'],
    ...['\0', '\t', '\n', '\r\n', '\u00a0', '\u200b', '\u202e', '\u2066', '\ud800', '\udc00', '\u3164', '\u2028', '/'],
  ];
  let seed = 20_260_101;
  const next = (bound: number) => {
    // https://en.wikipedia.org/wiki/Lehmer_random_number_generator
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % bound;
  };
  // usual pieces are more frequent, so that many texts are valid
  const piece = () => pieces[next(4) === 0 ? next(pieces.length) : next(14)] as string;
  for (let i = 0; i < count; i += 1) {
    const parts = Array.from({ length: next(9) }, piece);
    yield next(3) === 0 ? `${parts.join('')}@${piece()}.${piece()}` : parts.join('');
  }
}

describe('a postal address', () => {
  test.each(codesPostaux)('in %s, the code %j is right: %s, by rule and by schema', (pays, codePostal, right) => {
    const typed = { ...adresse, pays, codePostal };
    expect(rules.faultsOf(rules.ADRESSE, typed)).toEqual(right ? {} : { codePostal: 'codePostal' });
    for (const [schema, body] of [
      [NouvelleAdresse, typed],
      [adressesRoutes.create.body, typed],
      [NouvelleCommande, { adresse: typed, livraison: 'standard', paiement: 'a-la-livraison', totalCentimes: 1 }],
    ] as const) {
      expect(refusal(schema, body).errors).toBe(right ? 0 : 1);
    }
  });

  test('the samples have valid and invalid codes for every country', () => {
    for (const pays of PAYS) {
      const verdicts = codesPostaux.filter(([country]) => country === pays).map(([, , right]) => right);
      expect([pays, new Set(verdicts).size]).toEqual([pays, 2]);
    }
  });

  test('all faults of an address are reported together, each once', () => {
    const typed = { nom: '', rue: '\u200b', complement: '\0', codePostal: '1204', ville: 'x'.repeat(101), pays: 'FR' };
    const faults = rules.faultsOf(rules.ADRESSE, typed);
    expect(faults).toEqual({
      nom: 'missing',
      rue: 'missing',
      complement: 'characters',
      codePostal: 'codePostal',
      ville: 'tooLong',
    });
    const { error } = NouvelleAdresse.safeParse(typed);
    expect(error?.issues.map(({ path }) => path.join('.')).sort()).toEqual(Object.keys(faults).sort());
    expect(rules.faultsOf(rules.ADRESSE, { ...adresse, pays: 'US' })).toEqual({ pays: 'missing' });
  });

  test('an empty postcode is reported as missing only', () => {
    expect(rules.faultsOf(rules.ADRESSE, { ...adresse, codePostal: ' ' })).toEqual({ codePostal: 'missing' });
    expect(refusal(NouvelleAdresse, { ...adresse, codePostal: ' ' }).errors).toBe(1);
  });
});

test('signing in accepts any text as an e-mail address, and cleans it by the same rule', () => {
  for (const [email, kept] of samples.email.right) {
    expect(Identifiants.parse({ email, motDePasse: 'x' }).email).toBe(kept);
  }
  expect(Identifiants.safeParse({ email: 'no address at all', motDePasse: 'x' }).success).toBe(true);
});

test('values that were stored under older rules can still be read', () => {
  const old = { ...adresse, codePostal: 'A 1', ville: 'Paris\t', id: '01890000-0000-7000-8000-000000000000' };
  const kept = { ...old, parDefaut: true };
  expect(adressesRoutes.list.responses[200].parse([kept])).toEqual([kept]);
  const edition = { ...produit, id: old.id, marque: 'A\tB', description: { fr: 'x\u202e', en: '' }, stock: 1 };
  const stored = { ...edition, creeLe: '2026-01-01T00:00:00.000Z', modifieLe: '2026-01-01T00:00:00.000Z' };
  expect(administrationRoutes.readProduit.responses[200].parse(stored)).toEqual(stored);
});

test.each([
  ['slug', '', 'missing'],
  ['slug', 'Clavier', 'slug'],
  ['slug', 'a--b', 'slug'],
  ['slug', 'x'.repeat(81), 'tooLong'],
  ['slug', 'x'.repeat(80), undefined],
])('%s %j: %s', (_field, typed, fault) => {
  expect(rules.SLUG.fault(typed)).toBe(fault);
  expect(refusal(produitSchema, { ...produit, slug: typed }).errors).toBe(fault ? 1 : 0);
});

test.each([
  [1, 0],
  [0, 0],
  [rules.VARIATION_STOCK.max, 0],
  [rules.VARIATION_STOCK.max + 1, 1],
  [rules.VARIATION_STOCK.min - 1, 1],
  [1.5, 1],
])('a change of the stock by %d has %d errors', (variation, errors) => {
  expect(refusal(administrationRoutes.moveStock.body, { variation }).errors).toBe(errors);
});
