import fc from 'fast-check';
import { type JsonSchema, resolved } from './operations.ts';

const formats: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.uuid({ version: 7 }),
  email: fc.emailAddress(),
  'date-time': fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
};

/** Values that a schema describes. */
export function valuesOf(written: JsonSchema): fc.Arbitrary<unknown> {
  const schema = resolved(written);
  const choices = schema.anyOf ?? schema.oneOf;
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (choices) return fc.oneof(...choices.map(valuesOf));
  switch (schema.type) {
    case 'string':
      return textsOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 31) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, valuesOf(inner)])),
        { requiredKeys: schema.required ?? [] },
      );
    case undefined:
    default:
      return fc.jsonValue();
  }
}

function textsOf({ format, pattern, minLength = 0, maxLength = 300 }: JsonSchema): fc.Arbitrary<unknown> {
  const known = formats[format ?? ''];
  if (known) return known;
  const bounds = { minLength, maxLength: Math.min(maxLength, 300) };
  const any = fc.string({ unit: 'grapheme', ...bounds }).map((text) => text.slice(0, bounds.maxLength));
  // fast-check makes no strings for classes of Unicode
  if (pattern === undefined || pattern.includes('\\p')) return any;
  const whole = new RegExp(pattern, 'u');
  // nor for lookaheads
  const simple = new RegExp(pattern.replace(/\(\?[=!](?:[^()]|\([^()]*\))*\)/g, ''), 'u');
  return fc
    .stringMatching(simple)
    .filter((text) => whole.test(text) && text.length >= minLength && text.length <= maxLength);
}
