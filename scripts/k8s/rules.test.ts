import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromRoot } from '../parts.ts';
import { type KubernetesObject, nameOf, Overlay } from './overlay.ts';
import { checkKubectl, renderOverlay } from './render.ts';
import { rules } from './rules.ts';
import { schemaProblems } from './schema.ts';

interface Break {
  breaks: string;
  overlay?: (typeof overlays)[number];
  object: string;
  at?: string;
  to?: unknown;
  blames?: string;
  says: string;
}

const overlays = ['minikube', 'minikube-observability', 'production'] as const;
// npm test must work without kubectl, while check:k8s says how to install it; CI must have it
const hasKubectl =
  process.env.CI !== undefined ||
  (await checkKubectl().then(
    () => true,
    () => false,
  ));
const render = async (name: string) => (hasKubectl ? await renderOverlay(name) : []);
const rendered = {
  minikube: await render('minikube'),
  'minikube-observability': await render('minikube-observability'),
  production: await render('production'),
};
const breaks = parse(await readFile(fromRoot('scripts/k8s/breaks.yaml'), 'utf8')) as Record<
  'rules' | 'schema',
  Break[]
>;

/** Without the hash of a ConfigMap's content, which the Job's name has, too. */
const kindAndName = (object: KubernetesObject) => {
  const name = nameOf(object);
  const hashed = object.kind === 'ConfigMap' || object.kind === 'Job';
  return `${object.kind}/${hashed ? name.replace(/-[a-z0-9]{10}$/, '') : name}`;
};

const shorthands = { CONTAINER: 'POD/containers/0', POD: 'TEMPLATE/spec', TEMPLATE: '/spec/template' };

/** A copy of the rendered overlay with one change. */
function broken({ overlay = 'minikube', object, at = '', to }: Break): KubernetesObject[] {
  const objects = structuredClone(rendered[overlay]);
  const index = objects.findIndex((one) => kindAndName(one) === object);
  expect(index, `${object} in ${overlay}`).toBeGreaterThanOrEqual(0);
  const pointer = Object.entries(shorthands).reduce((path, [short, long]) => path.replace(short, long), at);
  const steps = [index, ...pointer.split('/').slice(1)].map((step) => String(step).replaceAll('~1', '/'));
  const last = steps.pop() ?? '';
  const parent = steps.reduce((node, step) => node[step] as typeof node, objects as unknown as Record<string, unknown>);
  if (to !== undefined) parent[last] = to;
  else {
    expect(parent).toHaveProperty([last]);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  return objects;
}

describe.runIf(hasKubectl)('rules', () => {
  const reported = new Set<string>();

  function judge(objects: KubernetesObject[]): string[] {
    const overlay = new Overlay(objects);
    return rules.flatMap((rule) =>
      [...rule(overlay)].map(({ object, message }) => {
        reported.add(rule.name);
        return `${kindAndName(object)}: ${message}`;
      }),
    );
  }

  test.each(overlays)('overlay %s breaks no rule', (name) => {
    expect(judge(rendered[name])).toEqual([]);
  });

  test.each(breaks.rules)('$breaks: $says', (given) => {
    const { object, blames = object, says } = given;
    const problems = judge(broken(given)).filter((problem) => problem.startsWith(`${blames}: `));
    expect(problems.join('\n')).toContain(says);
  });

  test('each rule has reported a problem in some test', () => {
    expect(rules.map(({ name }) => name).filter((name) => !reported.has(name))).toEqual([]);
  });
});

describe.runIf(hasKubectl)('schema', () => {
  test.each(overlays)('overlay %s fits the schema', async (name) => {
    expect(await schemaProblems(rendered[name])).toEqual([]);
  });

  test.each(breaks.schema)('$breaks: $says', async (given) => {
    const { object, blames = object, says } = given;
    const problems = await schemaProblems(broken(given));
    expect(problems.map(({ object, message }) => `${kindAndName(object)}: ${message}`)).toEqual([
      expect.stringContaining(`${blames}: ${says}`),
    ]);
  });
});
