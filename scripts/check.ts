import { readFile } from 'node:fs/promises';
import { npmCommand } from './npm.ts';
import { fromRoot, root } from './parts.ts';
import { runToEnd } from './processes.ts';

/** Runs every `check:*` script of package.json, even after a failure, and prints which failed. */
const { scripts } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as { scripts: Record<string, string> };
const gates = Object.keys(scripts).filter((name) => name.startsWith('check:'));
if (gates.length === 0) throw new Error('package.json has no check:* script');

const failed: string[] = [];
for (const gate of gates) {
  const start = performance.now();
  let notes: string[] = [];
  const failure = await runToEnd(...npmCommand(['run', '--silent', gate]), { cwd: root }).then(
    (output) => {
      // a gate that passes because it could not check says so
      notes = output.split('\n').filter((line) => line.startsWith('! '));
      return undefined;
    },
    (error: Error) => error.message,
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failure ? '✗' : '✓'} ${gate} (${seconds} s)`);
  for (const note of notes) console.log(note);
  if (failure) {
    failed.push(gate);
    console.error(failure);
  }
}
console.log(
  failed.length > 0 ? `${failed.length} of ${gates.length} gates failed` : `all ${gates.length} gates passed`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
