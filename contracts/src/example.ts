import * as z from 'zod/mini';

interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
}

/** A value of the schema's shape: each list has one item, each text is short. Patterns are not followed, formats are. */
export function exampleOf(schema: z.ZodMiniType): unknown {
  return example(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as JsonSchema);
}

function example(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return example(choice);
  const type = [schema.type].flat().find((one) => one !== 'null');
  if (schema.properties || type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, example(field)]);
    const rest = Object.assign({}, ...(schema.allOf ?? []).map((part) => example(part)));
    return { ...rest, ...Object.fromEntries(fields) };
  }
  if (type === 'array') return schema.prefixItems?.map(example) ?? (schema.items ? [example(schema.items)] : []);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return type === undefined ? null : text(schema);
}

function text({ format, pattern = '', minLength = 0 }: JsonSchema): string {
  if (format === 'uuid') return '019bbb84-c800-7c41-9b52-6d0e83f4a117';
  if (format === 'date-time') return '2026-01-01T08:00:00.000Z';
  if (format === 'date') return '2026-01-01';
  if (format === 'email') return 'camille@exemple.example';
  if (format === 'uri' || pattern.startsWith('^\\/')) return '/exemple';
  return 'exemple'.padEnd(minLength, 'e');
}
