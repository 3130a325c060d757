import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the run's PostgreSQL; its user may create databases. */
    databaseUrl: string;
  }
}

/**
 * A `globalSetup` of vitest: one temporary PostgreSQL for the run, its URL under `inject('databaseUrl')`.
 * It lives in a process that ends with this one, even when a run is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', () => reject(new Error('The test database did not start; the reason is above.')));
  });
  // a run that fails before the tests can end without the teardown
  child.unref();
  child.channel?.unref();
  project.provide('databaseUrl', url);
  return async () => {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  };
}
