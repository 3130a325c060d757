import { expect, test } from 'vitest';
import { emitOpenApi } from './openapi.ts';
import { problemCodes } from './problems.ts';
import { allRoutes } from './routes.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

// as a client reads it: undefined values are gone
const document = JSON.parse(JSON.stringify(emitOpenApi(allRoutes, '1.0.0'))) as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** All values of a key, at any depth of the document. */
function valuesOf(key: string, node: unknown = document): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [...(name === key ? [value] : []), ...valuesOf(key, value)]);
}

test('it is OpenAPI 3.1 with a title and the version', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: 'Ma Boutique Répartie', version: '1.0.0' });
});

test('every route is there once', () => {
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    allRoutes.map(({ method, path }) => `${method} ${path}`).sort(),
  );
  expect(operations.length).toBeGreaterThan(5);
});

test('operation ids are unique', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every reference leads to a schema of the document', () => {
  const references = valuesOf('$ref');
  expect(references.length).toBeGreaterThan(5);
  for (const reference of references) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(reference))?.[1] ?? '';
    expect([reference, name in document.components.schemas]).toEqual([reference, true]);
  }
});

test('no schema has a dialect, an id or definitions of its own', () => {
  expect(valuesOf('$schema')).toEqual([]);
  expect(valuesOf('$id')).toEqual([]);
  expect(valuesOf('$defs')).toEqual([]);
});

test('exactly the parameters in the path are declared, as required', () => {
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect([path, declared.map(({ name }) => name)]).toEqual([path, inPath]);
    expect(declared.every(({ required }) => required)).toBe(true);
  }
});

test('query parameters are named once, optional, and described as they are sent', () => {
  for (const { path, operation } of operations) {
    const names = (operation.parameters ?? []).map((parameter) => `${parameter.in} ${parameter.name}`);
    expect([path, new Set(names).size]).toEqual([path, names.length]);
  }
  const list = document.paths['/api/produits']?.get?.parameters?.find(({ name }) => name === 'limite');
  expect(list).toEqual({
    name: 'limite',
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 24 },
  });
});

test('every operation describes its success and each of its failures', () => {
  const statuses = new Set(Object.values(problemCodes).map(([status]) => String(status)));
  for (const { operation } of operations) {
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      expect(description).not.toBe('');
      if (status === '204') expect(content).toBeUndefined();
      else if (Number(status) < 300) expect(content?.['application/json']?.schema).toBeTypeOf('object');
      else {
        expect(statuses).toContain(status);
        expect(content?.['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' });
      }
    }
    expect(Object.keys(operation.responses).filter((status) => Number(status) < 300)).toHaveLength(1);
  }
});
