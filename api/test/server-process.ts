import { expect, onTestFinished, vi } from 'vitest';
import { freePort, run } from './run.ts';

/** Starts the API as a process of its own on this database, and waits until it is ready. */
export async function startServer(
  databaseUrl: string,
  variables: Record<string, string> = {},
): Promise<ReturnType<typeof run> & { url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = run('main.ts', { DATABASE_URL: databaseUrl, PORT: String(port), ...variables });
  onTestFinished(() => void server.child.kill('SIGKILL'));
  await vi.waitFor(async () => expect((await fetch(`${url}/ready`)).status).toBe(200), {
    timeout: 30_000,
    interval: 20,
  });
  return { ...server, url };
}
