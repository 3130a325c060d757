import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkFolder } from './check-folder.ts';
import { npmCommand } from './npm.ts';
import { builtParts, fromRoot, root } from './parts.ts';
import { runToEnd } from './processes.ts';

/** Folders whose content every part is built from. */
const SHARED = ['contracts', 'packages'];
const IGNORED = /^(node_modules|dist|dist-standalone|\.cache|coverage)$/;

/**
 * Builds the parts whose sources changed since their last build, each by `npm run build -w <part>`, as its team does.
 * @throws Error with the build's output
 */
export async function buildParts(say: (line: string) => void, parts: readonly string[] = builtParts): Promise<void> {
  checkFolder();
  const shared = await Promise.all([...SHARED, 'package-lock.json'].map(digestOf));
  await mkdir(fromRoot('.cache/build'), { recursive: true });
  await Promise.all(
    parts.map(async (part) => {
      const variables = [process.env.RELEASE_VERSION, process.env.RELEASE_COMMIT];
      const inputs = createHash('sha256')
        .update(JSON.stringify([...shared, await digestOf(part), ...variables]))
        .digest('hex');
      const stamp = fromRoot('.cache/build', part);
      const last = await readFile(stamp, 'utf8').catch(() => '');
      if (last === inputs && existsSync(fromRoot(part, 'dist'))) return;
      say(`building ${part} …`);
      const start = performance.now();
      await runToEnd(...npmCommand(['run', 'build', '-w', part]), { cwd: root });
      await writeFile(stamp, inputs);
      say(`built ${part} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }),
  );
}

/** A hash over the names and contents of a file or folder. */
async function digestOf(relative: string): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (file: string): Promise<void> => {
    const entries = await readdir(file, { withFileTypes: true }).catch(() => undefined);
    if (!entries) {
      hash.update(file).update(await readFile(file));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!IGNORED.test(entry.name)) await visit(path.join(file, entry.name));
    }
  };
  await visit(fromRoot(relative));
  return hash.digest('hex');
}

if (import.meta.main) {
  const parts = process.argv.slice(2);
  await buildParts(console.log, parts.length > 0 ? parts : builtParts).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
