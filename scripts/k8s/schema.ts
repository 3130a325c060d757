import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { KubernetesObject, Problem } from './overlay.ts';

/** Packages with types and validators of custom resources, by API group. All other kinds belong to Kubernetes. */
const CUSTOM_RESOURCES: Record<string, string> = { 'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg' };

const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es5.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};
/** Never written to disk. It is in this folder so that the packages resolve. */
const VIRTUAL_FILE = fileURLToPath(new URL('objects.virtual.mts', import.meta.url));

/**
 * Checks every object against the schema of its kind: first against its type, which refuses unknown and misspelled
 * fields, then against its validator, which checks patterns and ranges but accepts unknown fields.
 */
export async function schemaProblems(objects: readonly KubernetesObject[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const known = objects.filter(isServed);
  for (const object of objects.filter((object) => !isServed(object))) {
    problems.push({ object, message: `no cluster of today has a ${object.kind} in ${object.apiVersion}` });
  }
  problems.push(...typeProblems(known));
  const wrong = new Set(problems.map(({ object }) => object));
  for (const object of known.filter((object) => !wrong.has(object))) problems.push(...(await valueProblems(object)));
  return problems;
}

function moduleOf({ apiVersion, kind }: KubernetesObject): string {
  const [group = ''] = apiVersion.split('/');
  return `${CUSTOM_RESOURCES[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
}

/** Whether current clusters serve this API version. The packages still contain old beta versions of stable APIs. */
const isServed = (object: KubernetesObject): boolean =>
  !/(alpha|beta)\d+$/.test(object.apiVersion) &&
  ts.resolveModuleName(moduleOf(object), VIRTUAL_FILE, compilerOptions, ts.sys).resolvedModule !== undefined;

/** Writes each object as a TypeScript literal on its own line, and lets the compiler check it. */
function typeProblems(objects: readonly KubernetesObject[]): Problem[] {
  const text = objects
    .map((object) => `(${JSON.stringify(object)}) satisfies import('${moduleOf(object)}').I${object.kind};`)
    .join('\n');
  const host = ts.createCompilerHost(compilerOptions);
  const { getSourceFile } = host;
  host.getSourceFile = (name, options, ...rest) =>
    name === VIRTUAL_FILE ? ts.createSourceFile(name, text, options, true) : getSourceFile(name, options, ...rest);
  const program = ts.createProgram([VIRTUAL_FILE], compilerOptions, host);
  const file = program.getSourceFile(VIRTUAL_FILE);
  return program.getSemanticDiagnostics(file).flatMap(({ file, start = 0, messageText }) => {
    const object = file && objects[file.getLineAndCharacterOfPosition(start).line];
    if (!object) throw new Error(ts.flattenDiagnosticMessageText(messageText, ' '));
    const path = pathTo(file, start).join('');
    return { object, message: `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}` };
  });
}

/** The path of a position in the object: `.spec`, `.containers`, `[0]` … */
function pathTo(node: ts.Node, position: number): string[] {
  const child = ts.forEachChild(node, (child) => (child.pos <= position && position < child.end ? child : undefined));
  if (!child) return [];
  const step = ts.isPropertyAssignment(child)
    ? `.${(child.name as ts.StringLiteral).text}`
    : ts.isArrayLiteralExpression(node) && `[${node.elements.indexOf(child as ts.Expression)}]`;
  return [...(step ? [step] : []), ...pathTo(child, position)];
}

async function valueProblems(object: KubernetesObject): Promise<Problem[]> {
  type Model = new (data: unknown) => { validate(): void };
  const models = (await import(moduleOf(object))) as Record<string, Model>;
  const Model = models[object.kind];
  if (!Model) throw new Error(`${moduleOf(object)} exports no ${object.kind}`);
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [{ object, message: (error as Error).message }];
  }
}
