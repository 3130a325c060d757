import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server to measure. */
export interface Target {
  name: string;
  /** Its origin, without a slash at the end. */
  url: string;
  pid: number;
}

const SCRIPTS = {
  'plain-koa': new URL('plain-koa.ts', import.meta.url),
  // it has the API's own statement
  'koa-knex': new URL('../../api/scripts/koa-knex.ts', import.meta.url),
};

/** Starts an opponent as a process of its own, as in production. */
export async function startOpponent(
  name: keyof typeof SCRIPTS,
  order: unknown,
): Promise<Target & { stop: () => Promise<void> }> {
  const child = fork(fileURLToPath(SCRIPTS[name]), {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await message(child);
  child.send(order as object);
  const { port } = (await message(child)) as { port: number };
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** @throws Error when the process ends instead of sending one */
async function message(child: ChildProcess): Promise<unknown> {
  const [sent] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${child.spawnfile} ended too early`))),
  ]);
  return sent;
}
