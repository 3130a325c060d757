import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromRoot } from '../parts.ts';

const SERVERS = ['api/src', 'shell/server', 'shell/render', 'packages/*/src', 'contracts/src'];
const PAGES = ['shell/src', 'mfe-*/src', 'packages/{facade,ui,standalone}/src', 'contracts/src'];

const CONSTANT_PATTERNS = [
  'api/src/releases/deploy-tokens.queries.ts',
  'contracts/src/field-rules.ts',
  'packages/rendering/src/check/main.tsx',
];

/** What the sources of the product must not contain: a requirement, its reason, the pattern, where, and exceptions. */
const rules: readonly [name: string, pattern: RegExp, folders: readonly string[], but?: readonly string[]][] = [
  ['V1.2.5 no shell gets a command', /\bexecSync\(|\bexec\(['"`]|shell: true/, SERVERS],
  ['V1.3.2 no text is evaluated', /\beval\(|new Function\(|runInThisContext/, [...SERVERS, ...PAGES]],
  ['V1.2.9 no pattern is made of input', /new RegExp\(/, SERVERS, CONSTANT_PATTERNS],
  [
    'V3.2.2 no text becomes HTML',
    /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=[^=]|insertAdjacentHTML|document\.write/,
    PAGES,
  ],
  [
    'V3.5.5 no page listens to other windows',
    /addEventListener\('message'|\bonmessage\b/,
    PAGES,
    ['packages/facade/src/tabs.ts'],
  ],
  [
    'V11.2.1 no cryptography but the platform’s',
    /from '(?:crypto-js|bcryptjs|tweetnacl|sjcl|node-forge|elliptic)/,
    [...SERVERS, ...PAGES],
  ],
  ['V11.4.1 no broken hash functions', /['"](?:md5|sha-?1)['"]/i, [...SERVERS, ...PAGES]],
  ['V11.5.1 no secret is made of Math.random', /Math\.random\(/, SERVERS, ['packages/standalone/src/mocks/new-id.ts']],
  ['V12.3.2 nothing turns off the check of certificates', /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/, SERVERS],
];

const isProduct = (file: string) => !/\.test\.tsx?$|\/testing\/|\/mocks\//.test(file);

test.for(rules)('%s', ([, pattern, folders, but = []]) => {
  const found = folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: fromRoot('.') }))
    .filter((file) => isProduct(file) && !but.includes(file));
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter((file) => pattern.test(readFileSync(fromRoot(file), 'utf8')))).toEqual([]);
});
