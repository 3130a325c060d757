import openapi from '@boutique/contracts/openapi.json' with { type: 'json' };
import { expect } from 'vitest';

/** Checks the forms that also work without scripts (see contracts/forms.ts). @returns the operations that they send */
export function checkForms(root: HTMLElement): string[] {
  return [...root.querySelectorAll<HTMLFormElement>('form[method=post]')].map((form) => {
    const id = form.getAttribute('action')?.replace(/^\/formulaires\/(\w+)\?page=%2F.*$/, '$1') ?? '';
    const operation = operations.find(({ operationId }) => operationId === id);
    if (!operation)
      throw new Error(`A form is sent to ${form.getAttribute('action')}, which is no operation of the API`);
    // also in <noscript>, which is text while scripts run
    expect(form.innerHTML, `the button of ${id}`).toContain('type="submit"');
    const controls = [...form.querySelectorAll<HTMLInputElement>('input, select, textarea')];
    expect(controls.filter(({ name, hidden }) => !name && !hidden)).toEqual([]);
    const names = new Set(controls.map(({ name }) => name.replace(/\[.*\]$/, '')));
    expect(
      needed(operation).filter((name) => !names.has(name)),
      `fields missing in ${id}`,
    ).toEqual([]);
    return id;
  });
}

interface Schema {
  required?: string[];
  properties?: Record<string, Schema>;
}
interface Operation {
  operationId: string;
  parameters?: { name: string; required: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
const operations = Object.values(openapi.paths as unknown as Record<string, Record<string, Operation>>).flatMap(
  (methods) => Object.values(methods),
);

/** The names of the fields without which the API refuses the request. */
const needed = ({ parameters = [], requestBody }: Operation): string[] => [
  ...parameters.filter(({ required }) => required).map(({ name }) => name),
  ...requiredOf(requestBody?.content['application/json']?.schema ?? {}),
];

const requiredOf = ({ required = [], properties = {} }: Schema, before = ''): string[] =>
  required.flatMap((name) => {
    const property = properties[name];
    return property?.properties ? requiredOf(property, `${before}${name}.`) : [before + name];
  });
