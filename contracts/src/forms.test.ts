import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { type FormOperation, formTo, isFormOperation, secretFields } from './forms.ts';
import type { RouteContract } from './route.ts';
import { allRoutes } from './routes.ts';

type Schema = z.core.$ZodTypes;

/** The fields of a schema, as forms name them, with the type of each. */
function fieldsOf(schema: RouteContract['body'], prefix = ''): [name: string, type: string][] {
  if (!schema) return [];
  let { def } = (schema as unknown as Schema)._zod;
  while (def.type === 'optional' || def.type === 'default') ({ def } = (def.innerType as Schema)._zod);
  if (def.type !== 'object') return [[prefix, def.type]];
  return Object.entries(def.shape).flatMap(([key, value]) =>
    fieldsOf(value as RouteContract['body'], prefix ? `${prefix}.${key}` : key),
  );
}

const operations = Object.keys(secretFields) as FormOperation[];
const routeOf = (operation: FormOperation) => allRoutes.find(({ operationId }) => operationId === operation);
const inputOf = ({ params, query, body }: RouteContract) => [
  ...fieldsOf(params),
  ...fieldsOf(query),
  ...fieldsOf(body),
];

test.each(operations)('%s changes something by a route, and a form can hold all of its fields', (operation) => {
  const route = routeOf(operation);
  expect(route?.method).toMatch(/^(?:post|put|patch|delete)$/);
  expect(route?.upload).toBeUndefined();
  expect(['public', 'account']).toContain(route?.access);
  const fields = inputOf(route as RouteContract);
  for (const [name, type] of fields) {
    expect(['page', 'retour']).not.toContain(name);
    expect([name, type]).toEqual([name, expect.stringMatching(/^(?:string|number|boolean|enum|literal|union)$/)]);
  }
});

test('no password and no token of a link is shown again', () => {
  const secrets = operations.flatMap((operation) =>
    inputOf(routeOf(operation) as RouteContract)
      .map(([name]) => name)
      .filter((name) => /passe|actuel|nouveau|jeton/i.test(name))
      .map((name) => [operation, name]),
  );
  expect(secrets.length).toBeGreaterThan(1);
  expect(operations.flatMap((operation) => secretFields[operation].map((name) => [operation, name]))).toEqual(secrets);
});

test.each(['constructor', '__proto__', 'readSession', 'preferences', ''])('%j is no operation of a form', (text) => {
  expect(isFormOperation(text)).toBe(false);
});

test('a form names its own page in its address', () => {
  expect(formTo('signOut')).toEqual({ method: 'post', action: '/formulaires/signOut' });
  expect(formTo('signIn', '/connexion?retour=/x&y').action).toBe(
    '/formulaires/signIn?page=%2Fconnexion%3Fretour%3D%2Fx%26y',
  );
});
