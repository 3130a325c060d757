import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runningDatabase } from '@boutique/dev-database/start-database';
import { openDatabase } from './database.ts';
import { dataFolder, fromRoot } from './parts.ts';
import { Processes } from './processes.ts';

/**
 * `npm run backup -- shop.sql.gz` and `npm run restore -- shop.sql.gz`: of the database at DATABASE_URL, or of the embedded
 * one, which may be in use by `npm start` for a backup.
 */
const { values, positionals } = parseArgs({
  options: { restore: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const { restore } = values;
const processes = new Processes(console.error, console.log);
try {
  const [name] = positionals;
  if (!name) throw new Error(`A file is expected: npm run ${restore ? 'restore' : 'backup'} -- shop.sql.gz`);
  const file = path.resolve(process.env.INIT_CWD ?? '.', name);
  // a backup that fails must not replace an earlier one
  const written = restore ? file : `${file}.partial`;
  const handle = await open(written, restore ? 'r' : 'w', 0o600);
  const url =
    process.env.DATABASE_URL ||
    (await runningDatabase(path.join(dataFolder, 'postgres'))) ||
    (await openDatabase(processes, console.log));
  const child = spawn(process.execPath, ['src/backup.ts', ...(restore ? ['--restore'] : [])], {
    cwd: fromRoot('api'),
    env: { ...process.env, DATABASE_URL: url },
    stdio: [restore ? handle.fd : 'ignore', restore ? 'ignore' : handle.fd, 'inherit'],
  });
  const [code] = await once(child, 'close');
  await handle.close();
  if (!restore) await (code === 0 ? rename(written, file) : rm(written));
  process.exitCode = code;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await processes.stopAll();
}
