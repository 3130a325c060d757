import { parseInput } from '@boutique/contracts/input';
import fc from 'fast-check';
import { afterAll, describe, expect } from 'vitest';
import { type Caller, createCaller, mayCall, nextAddress, REFUSED, roles } from '../test/callers.ts';
import { test as base } from '../test/fixtures.ts';
import { type Change, changedRequest, changesOf } from '../test/fuzz/changed-request.ts';
import { faultsOf, operations } from '../test/fuzz/operations.ts';
import { factor, seed } from '../test/fuzz/settings.ts';
import { OF_ADDRESSES, refusalOf } from '../test/refusal-of.ts';

const RUNS = 3 * factor;

/** Of the operation, by number: all answers, and those of each outcome. */
const counts = { inputs: 0, accepted: 0, refused: 0, operations: new Set<string>() };

const ROWS_OF_PRODUIT = /^body\.(categorie|images\.\d+\.(variantes\.\d+\.)?fichier)$/;
/** Rules that a schema does not tell: which refused fields are right although the contract's schema accepts them. */
const OTHER_RULES: Readonly<Record<string, RegExp>> = {
  // only a guest has to give an address
  createCommande: /^body\.email$/,
  // what a search compares of a term, and of which nothing may be left or be there twice, is known to PostgreSQL
  createSynonyme: /^body\.termes\.\d+$/,
  updateSynonyme: /^body\.termes\.\d+$/,
  // the category and the pictures have to be rows of the database
  createProduit: ROWS_OF_PRODUIT,
  updateProduit: ROWS_OF_PRODUIT,
  // common passwords, and those that are the owner's name or address
  signUp: /^body\.motDePasse$/,
  changePassword: /^body\.nouveau$/,
  resetPassword: /^body\.nouveau$/,
};

const test = base.override('template', 'demo');

describe(`fuzz: every operation of openapi.json, seed ${seed}`, () => {
  afterAll(() => {
    console.log(
      `fuzz (seed ${seed}): ${counts.inputs} inputs, ${counts.accepted} accepted and ${counts.refused} refused, ` +
        `${counts.operations.size} operations of ${operations.length}, ${roles.length} roles`,
    );
  });

  test.for(operations.flatMap((operation) => roles.map((role) => [role, operation.operationId, operation] as const)))(
    '%s: %s',
    { timeout: 60_000 * factor },
    async ([role, operationId, operation], { db, api }) => {
      const { route } = operation;
      let caller: Caller | undefined;
      const check = async (changes: Change[]) => {
        caller ??= await createCaller(db, role);
        const { url, headers, body, input } = changedRequest(operation, caller, changes);
        const response = await api.send(route.method.toUpperCase(), url, {
          headers: { 'x-forwarded-for': nextAddress(), ...headers },
          ...(body !== undefined && { body }),
        });
        counts.inputs += 1;
        counts.operations.add(operationId);
        const text = await response.clone().text();
        expect(response.status, text).toBeLessThan(500);
        const refusal = await refusalOf(route, response);
        const ofAddress = OF_ADDRESSES.some((code) => code === refusal?.code);
        if (!ofAddress) {
          const type = response.headers.get('content-type') ?? '';
          const answer = type.includes('json') ? JSON.parse(text) : undefined;
          expect(faultsOf(operation, response.status, answer)).toEqual([]);
        }
        // a deploy token is for one slice
        const isForeign =
          role === 'deployer' && route.access === 'deployer' && input.params.slice !== caller?.known.slice;
        const isAllowed = mayCall(route, role) && !isForeign;
        if (!isAllowed && !changes.some((change) => change.in === 'header'))
          expect(REFUSED).toContain(refusal?.code ?? null);
        if (refusal) counts.refused += 1;
        else {
          counts.accepted += 1;
          // the change may have deleted the row, or the session
          if (route.method !== 'get') caller = undefined;
        }
        if (!isAllowed || changes.some((change) => change.in === 'header' || change.in === 'cookie')) return;
        const parsed = parseInput(route, input);
        const fields = refusal?.erreurs?.map(({ chemin }) => chemin) ?? [];
        // an address with a NUL is refused before the contract sees its parts
        if (url.includes('%00')) {
          expect(OF_ADDRESSES).toContain(refusal?.code);
          expect(['path', 'query']).toEqual(expect.arrayContaining(fields));
          return;
        }
        if (parsed.ok) {
          const isChanged = changes.some((change) => change.in === 'body');
          if (isChanged && fields.length > 0 && fields.every((field) => OTHER_RULES[operationId]?.test(field))) return;
          expect(['requete-invalide', 'corps-illisible'], 'the contract accepts this input').not.toContain(
            refusal?.code,
          );
        } else if (refusal?.code === 'requete-invalide') {
          expect(fields).toEqual(parsed.erreurs.map(({ chemin }) => chemin));
        } else {
          // a body with `__proto__` or without fields is refused before the contract sees it
          const isUnreadable =
            typeof input.body !== 'object' || input.body === null || String(body).includes('"__proto__"');
          expect(
            [...OF_ADDRESSES, ...(isUnreadable ? ['corps-illisible', 'type-non-supporte'] : [])],
            'the contract refuses this input',
          ).toContain(refusal?.code);
        }
      };
      const examples: [Change[]][] = [[[]], [[{ in: 'query', name: '\0', value: '' }]]];
      await fc.assert(fc.asyncProperty(changesOf(operation), check), { seed, numRuns: RUNS, examples });
    },
  );

  test('all operations were asked, and many inputs accepted', () => {
    expect(counts.operations.size).toBe(operations.length);
    expect(counts.accepted).toBeGreaterThan(operations.length);
    expect(counts.refused).toBeGreaterThan(operations.length);
  });
});
