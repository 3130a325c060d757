import path from 'node:path';
import { createVitest, type TestCase } from 'vitest/node';
import { root } from '../parts.ts';
import { asvs } from './asvs.ts';

/**
 * Runs every test that asvs.ts names, and prints for each requirement of OWASP ASVS 5.0 up to level 2 what shows that the
 * shop meets it. Fails when a named test fails, is skipped, or is not there.
 * @example npm run test:security -- V3 V8.2.2
 */
const asked = process.argv.slice(2);
const FILE_AND_NAME = /^(\S+): (.+)$/;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;
/** What test.for puts in place of the placeholders of a name. */
const patternOf = (name: string) =>
  name
    .split(/%[sdijo]|\$\{\w+\}|\$\w+/)
    .map((part) => part.replace(SPECIAL, '\\$&'))
    .join('.*');

const parse = (reference: string) => {
  const [, file = '', name = ''] = FILE_AND_NAME.exec(reference) ?? [];
  return { reference, file, pattern: patternOf(name) };
};

const entries = Object.entries(asvs)
  .filter(([id]) => asked.length === 0 || asked.some((one) => `${id}.`.startsWith(`${one}.`)))
  .map(([id, [subject, coverage]]) => ({ id, subject, coverage }));
const references = [...new Set(entries.flatMap(({ coverage }) => ('tests' in coverage ? coverage.tests : [])))].map(
  parse,
);

const vitest = await createVitest('test', {
  root,
  watch: false,
  // a name of one file may be in another, too: such tests run, and have to pass as well
  testNamePattern: new RegExp(`(?:${references.map(({ pattern }) => pattern).join('|')})$`),
  reporters: ['dot'],
});
await vitest.start([...new Set(references.map(({ file }) => file))]);

const ran: TestCase[] = vitest.state
  .getTestModules()
  .flatMap((module) => [...module.children.allTests()])
  .filter((test) => test.result().state !== 'skipped');

/** The tests of a reference, and whether there are any and all passed. */
const results = new Map(
  references.map(({ reference, file, pattern }) => {
    const exact = new RegExp(`^${pattern}$`);
    const tests = ran.filter(
      (test) => path.relative(root, test.module.moduleId) === path.normalize(file) && exact.test(test.name),
    );
    return [reference, { count: tests.length, ok: tests.length > 0 && tests.every((test) => test.ok()) }];
  }),
);

const counts = { tests: 0, documents: 0, absent: 0, missing: 0, failed: 0 };
for (const { id, subject, coverage } of entries) {
  if ('tests' in coverage) {
    const failed = coverage.tests.filter((reference) => !results.get(reference)?.ok);
    const count = coverage.tests.reduce((sum, reference) => sum + (results.get(reference)?.count ?? 0), 0);
    if (failed.length === 0) counts.tests += 1;
    else counts.failed += 1;
    console.log(`${failed.length === 0 ? '✓' : '✗'} ${id} ${subject} (${count} tests)`);
    for (const reference of failed)
      console.log(`    ${results.get(reference)?.count ? 'fails' : 'is missing'}: ${reference}`);
  } else if ('documents' in coverage) {
    counts.documents += 1;
    console.log(`✓ ${id} ${subject}: ${coverage.documents.join(', ')}`);
  } else if ('absent' in coverage) {
    counts.absent += 1;
    console.log(`- ${id} ${subject} does not apply: ${coverage.absent}`);
  } else {
    counts.missing += 1;
    console.log(`! ${id} ${subject} is not covered: ${coverage.missing}`);
  }
}
const passed = ran.filter((test) => test.ok()).length;
console.log(
  `OWASP ASVS 5.0, level 2: of ${entries.length} requirements, ${counts.tests + counts.documents} are covered ` +
    `(${counts.tests} by tests, ${counts.documents} by documents), ${counts.missing} are not, ` +
    `${counts.absent} do not apply, ${counts.failed} failed; ${passed} of ${ran.length} tests passed`,
);
const broken = vitest.state.getUnhandledErrors().length;
process.exitCode = counts.failed > 0 || broken > 0 || passed < ran.length ? 1 : 0;
// stops the database, too; its promise does not settle after a run by Vitest's API, but nothing is left that runs
void vitest.close();
