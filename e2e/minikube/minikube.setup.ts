import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openShell } from './cluster.ts';

/**
 * Lets the tests make the cluster `boutique`, and removes it. Their kubectl has a configuration of its own, so that the
 * user's stays as it is.
 */
export default async function setup() {
  const shell = await openShell();
  for (const tool of ['minikube version', 'kubectl version --client', 'docker compose version']) {
    await shell.run(tool).catch(() => {
      throw new Error(`\`${tool}\` does not answer: test:minikube needs Minikube, kubectl and Docker with Compose`);
    });
  }
  if ((await shell.run('minikube profile list || true')).includes(' boutique ')) {
    throw new Error('The cluster boutique exists already. Remove it first, with its data: npm run minikube:down');
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-kubeconfig-'));
  process.env.KUBECONFIG = path.join(folder, 'config');
  return async () => {
    await shell.run('npm run minikube:down');
    await shell.close();
    await rm(folder, { recursive: true });
  };
}
