import path from 'node:path';
import { freePort } from './check-ports.ts';
import { dataFolder, fromRoot } from './parts.ts';
import { type Processes, runToEnd } from './processes.ts';

/**
 * Uses the database at DATABASE_URL, or starts the embedded PostgreSQL; then migrates and seeds it.
 * @param secrets further environment variables for the migration
 * @returns its URL
 */
export async function openDatabase(
  processes: Processes,
  say: (line: string) => void,
  secrets: Record<string, string> = {},
): Promise<string> {
  const given = process.env.DATABASE_URL;
  const url = given || (await startEmbedded(processes));
  say(given ? 'database: yours (DATABASE_URL)' : `database: embedded PostgreSQL, data in ${dataFolder}`);
  const output = await runToEnd(process.execPath, ['src/migrate.ts'], {
    cwd: fromRoot('api'),
    environment: { DATABASE_URL: url, SEED: process.env.SEED ?? 'demo', DATABASE_WAIT_SECONDS: '10', ...secrets },
  });
  if (output.trim()) say(output.trim());
  return url;
}

async function startEmbedded(processes: Processes): Promise<string> {
  const { url } = await processes.start({
    name: 'database',
    script: [
      fromRoot('packages/dev-database/src/main.ts'),
      '--data',
      path.join(dataFolder, 'postgres'),
      '--port',
      // chosen once per run: after a restart the API finds the database at the same port
      process.env.DATABASE_PORT || String(await freePort()),
    ],
    cwd: fromRoot(),
    onEnd: 'restart',
  });
  if (!url) throw new Error('The embedded PostgreSQL did not say where it listens.');
  return url;
}
