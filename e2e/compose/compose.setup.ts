import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { compose, docker, remains } from './docker.ts';

/** Starts the shop as containers, without old data. Fails when its removal leaves anything behind. */
export default async function setup({ provide }: TestProject) {
  await docker(['compose', 'version']).catch(() => {
    throw new Error('`docker compose` does not answer: test:compose needs a running Docker with Compose 2.24 or newer');
  });
  const shell = randomInt(20_000, 29_000);
  process.env.COMPOSE_TEST_SHELL_PORT = String(shell);
  process.env.COMPOSE_TEST_API_PORT = String(shell + 1);
  const down = () => compose(['--profile', '*', 'down', '--volumes', '--remove-orphans']);
  await down();
  await compose(['up', '--build', '--detach', '--wait', '--quiet-pull']).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await compose(['logs', '--tail', '30'])}`);
  });
  provide('url', `http://localhost:${shell}`);
  provide('apiUrl', `http://localhost:${shell + 1}`);
  return async () => {
    await down();
    const left = await remains();
    if (left.length > 0) throw new Error(`docker compose down leaves ${left.join(', ')}`);
  };
}
