import { readFileSync } from 'node:fs';
import type { RouteContract } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** JSON Schema 2020-12, as far as the document uses it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

interface Content {
  content?: Record<string, { schema?: JsonSchema }>;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: JsonSchema }[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

const FILE = new URL('../../../contracts/openapi.json', import.meta.url);
const document = JSON.parse(readFileSync(FILE, 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** An operation of openapi.json, and the route that it was made from. */
export interface DocumentedOperation extends Operation {
  route: RouteContract;
}

export const operations: readonly DocumentedOperation[] = Object.values(document.paths)
  .flatMap((methods) => Object.values(methods))
  .map((operation) => {
    const route = allRoutes.find(({ operationId }) => operationId === operation.operationId);
    if (!route) throw new Error(`openapi.json has ${operation.operationId}, and the contracts do not`);
    return { ...operation, route };
  });

export const bodySchema = ({ requestBody }: Operation): JsonSchema | undefined =>
  requestBody?.content?.['application/json']?.schema;

/** The schema itself, not a reference to a component. */
export function resolved(schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return (name !== undefined && document.components.schemas[name]) || schema;
}

// OpenAPI's own keywords are around the schemas
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'openapi.json');
addFormats.default(ajv);
// Zod's name for the beginning of an address; a pattern beside it says the same
ajv.addFormat('starts_with', true);

/** The faults of an answer by the document: an undocumented status, or a body that its schema does not describe. */
export function faultsOf({ route, responses }: DocumentedOperation, status: number, body: unknown): string[] {
  const { method, path } = route;
  const documented = responses[status];
  if (!documented) return [`the status ${status} is not documented`];
  const [type] = Object.keys(documented.content ?? {});
  if (type === undefined) return body === undefined ? [] : ['the answer has no documented body'];
  const pointer = ['paths', path, method, 'responses', status, 'content', type, 'schema'].map((part) =>
    encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const validate = ajv.getSchema(`openapi.json#/${pointer.join('/')}`);
  if (!validate) throw new Error(`${method} ${path}: no schema for ${status}`);
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
