import { globSync } from 'node:fs';
import ts from 'typescript';
import { features } from 'web-features';
import { fromRoot, root } from './parts.ts';

/**
 * Code that browsers run may use what Baseline calls widely available (https://web.dev/baseline). It has to ask softly for
 * everything newer, and for everything that only secure contexts have: `?.`, `??`. Also fails when it recognized
 * too few uses.
 */
const MINIMUM_USES = 1500;

/** Phones leave it empty; there the inspector is opened by its button. */
const ACCEPTED = 'api.KeyboardEvent.code';

const BROWSER_CODE = '{shell/src,mfe-*/src,packages/{facade,ui,standalone}/src}/**/*.{ts,tsx}';
/** Tests, and what runs in Node. */
const NOT_SHIPPED = /\.test\.tsx?$|\/testing\/|\/mocks\/(?:render-page|visit)\.tsx?$|-on-server\.tsx$/;

/** Whether a feature is widely available, by its key in MDN's browser-compat-data. */
const baseline = new Map<string, boolean>();
for (const feature of Object.values(features)) {
  if (feature.kind !== 'feature') continue;
  for (const [key, status] of Object.entries<{ baseline: unknown }>(feature.status.by_compat_key ?? {})) {
    baseline.set(key, baseline.get(key) || status.baseline === 'high');
  }
}

const shipped = globSync(BROWSER_CODE, { cwd: root }).filter((file) => !NOT_SHIPPED.test(file));
const { config } = ts.readConfigFile(fromRoot('tsconfig.browser.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(
  shipped.map((file) => fromRoot(file)),
  { ...options, rootDir: root },
);
const checker = program.getTypeChecker();

const found: string[] = [];
let uses = 0;
for (const source of program.getSourceFiles()) {
  if (source.isDeclarationFile || source.fileName.includes('/node_modules/') || NOT_SHIPPED.test(source.fileName))
    continue;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node)) check(node, source);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function check(node: ts.Identifier, source: ts.SourceFile): void {
  const symbol = checker.getSymbolAtLocation(node);
  const declaration = symbol?.declarations?.find((one) => program.isSourceFileDefaultLibrary(one.getSourceFile()));
  if (!symbol || !declaration) return;
  const key = keysOf(node, declaration).find((candidate) => baseline.has(candidate));
  const isSecureOnly = /only in secure contexts/.test(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
  if (key) uses += 1;
  if ((!isSecureOnly && (!key || baseline.get(key))) || key === ACCEPTED || isSoft(node)) return;
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
  const why = isSecureOnly ? 'is missing outside of secure contexts' : 'is not widely available';
  found.push(`${source.fileName.slice(root.length)}:${line + 1}:${character + 1} ${key ?? node.text} ${why}`);
}

/** The keys under which browser-compat-data may have this use of something that TypeScript's own files declare. */
function keysOf({ text, parent }: ts.Identifier, declaration: ts.Declaration): string[] {
  const owner = declaration.parent;
  if (ts.isTypeLiteralNode(owner) && ts.isVariableDeclaration(owner.parent)) {
    const name = owner.parent.name.getText();
    return [`api.${name}.${text}_static`, `javascript.builtins.${name}.${text}`];
  }
  if (!ts.isInterfaceDeclaration(owner)) return [`api.${text}`, `api.Window.${text}`, `javascript.builtins.${text}`];
  const receiver = ts.isPropertyAccessExpression(parent) ? checker.getTypeAtLocation(parent.expression) : undefined;
  // mixins of the DOM are interfaces in TypeScript, but not in browser-compat-data
  return [owner.name.text, ...lineage(receiver)].flatMap((name) => {
    const builtin = name.replace(/^Readonly(?=Array|Set|Map)|Constructor$/g, '');
    return [
      `api.${name}.${text}`,
      `javascript.builtins.${builtin}.${text}`,
      `javascript.builtins.Intl.${builtin}.${text}`,
    ];
  });
}

function lineage(type: ts.Type | undefined): string[] {
  if (!type?.symbol) return [];
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return [type.symbol.name, ...bases.flatMap(lineage)];
}

/** Whether the code also works without it: `a?.b`, `a?.()`, `a ?? b`. */
function isSoft(node: ts.Identifier): boolean {
  const use = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  const { parent } = use;
  return (
    (ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
      parent.left === use) ||
    ((ts.isCallExpression(parent) || ts.isPropertyAccessExpression(parent)) &&
      parent.expression === use &&
      parent.questionDotToken !== undefined)
  );
}

for (const line of found) console.error(line);
if (uses < MINIMUM_USES) console.error(`Only ${uses} uses were recognized; at least ${MINIMUM_USES} are expected.`);
process.exitCode = found.length > 0 || uses < MINIMUM_USES ? 1 : 0;
