import * as z from 'zod/mini';
import { EntreeJournal, NouveauProduit, ProduitEdite, ProduitEdition } from './administration.ts';
import { Avis } from './avis.ts';
import { Commande } from './commandes.ts';
import { Compte, SESSION_COOKIE, Session } from './comptes.ts';
import { DiscoveryDocument } from './frontends.ts';
import { Info } from './info.ts';
import { Panier } from './panier.ts';
import { PROBLEM_CONTENT_TYPE, Problem, type ProblemCode, problemCodes } from './problems.ts';
import { FacettesProduits, Produit } from './produits.ts';
import { problemsOf, type RouteContract } from './route.ts';
import { Utilisateur } from './utilisateurs.ts';

type Json = Record<string, unknown>;

const components = {
  Produit,
  FacettesProduits,
  Utilisateur,
  Compte,
  Session,
  Panier,
  Commande,
  Avis,
  ProduitEdite,
  ProduitEdition,
  NouveauProduit,
  EntreeJournal,
  Info,
  DiscoveryDocument,
  Problem,
};

/** Names the schemas of `components`, so that the document refers to them instead of repeating them. */
const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });

/**
 * Emits OpenAPI 3.1 (JSON Schema 2020-12) from the route table.
 * Inputs are described as sent (`io: 'input'` where a default makes a field optional).
 */
export function emitOpenApi(routes: readonly RouteContract[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ma Boutique Répartie',
      version,
      description: 'JSON API of the shop. Money is integer euro cents, time UTC ISO 8601, failures RFC 9457 problems.',
    },
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: 'Given by POST /api/session. Over https its name is __Host-session.',
        },
      },
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMeta(schema)])),
    },
  };
}

function operation(route: RouteContract): Json {
  const parameters = [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...Object.entries(route.requestHeaders ?? {}).map(([name, description]) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    })),
  ];
  const success = Object.entries(route.responses).map(([status, schema]) => [
    status,
    {
      description: schema ? 'Success' : 'Success, without a body',
      ...(route.headers && {
        headers: Object.fromEntries(
          Object.entries(route.headers).map(([name, description]) => [
            name,
            { description, schema: { type: 'string' } },
          ]),
        ),
      }),
      ...(schema && { content: { 'application/json': { schema: jsonSchema(schema) } } }),
    },
  ]);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(parameters.length > 0 && { parameters }),
    ...(route.access !== 'public' && { security: [{ session: [] }], 'x-access': route.access }),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body) } } },
    }),
    ...(route.upload && {
      requestBody: {
        required: true,
        description: `At most ${route.upload.maxBytes} bytes`,
        content: Object.fromEntries(route.upload.types.map((type) => [type, {}])),
      },
    }),
    responses: Object.fromEntries([...success, ...problemResponses(problemsOf(route))]),
  };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodMiniType | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'output') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { default: fallback, ...property }]) => ({
    name,
    in: place,
    // a default makes a field present in the output, and optional for the caller
    required: required.includes(name) && fallback === undefined,
    schema: { ...property, ...(fallback !== undefined && { default: fallback }) },
  }));
}

function problemResponses(codes: readonly ProblemCode[]): [string, Json][] {
  const byStatus = Map.groupBy(new Set(codes), (code) => problemCodes[code][0]);
  return [...byStatus].map(([status, names]) => [
    String(status),
    {
      description: names.map((name) => `\`${name}\``).join(', '),
      content: { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output' = 'input'): Json {
  const named = Object.entries(components).find(([, component]) => component === schema);
  if (named) return { $ref: `#/components/schemas/${named[0]}` };
  if (schema instanceof z.ZodMiniArray) {
    return { type: 'array', items: jsonSchema(schema.def.element as z.ZodMiniType, io) };
  }
  return withoutMeta(z.toJSONSchema(schema, { io }));
}

function withoutMeta({ $schema, $id, ...schema }: Json): Json {
  return schema;
}
