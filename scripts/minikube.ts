import { randomBytes } from 'node:crypto';
import { imageCommits } from './image-commits.ts';
import { showAddresses } from './minikube/addresses.ts';
import { checkTools, PROFILE, read, readKubectl, show, showKubectl } from './minikube/commands.ts';
import { waitForRollout } from './minikube/rollout.ts';

const PASSWORDS = `get secret accounts -o go-template='{{range $k, $v := .data}}{{$k}}: {{base64decode $v}}{{"\\n"}}{{end}}'`;

/**
 * `npm run minikube`: runs the shop in a separate Minikube, with the steps that k8s/README.md describes. A second run
 * deploys changes. Ctrl-C and failures leave everything in place; `npm run minikube:down` removes it.
 */
try {
  await checkTools();
  // docker: we build images with its daemon. calico: Minikube's default network ignores NetworkPolicies.
  const cluster = ['--container-runtime=docker', '--cni=calico', '--kubernetes-version=v1.33.1', '--memory=4096'];
  await show('minikube', ['start', '--profile', PROFILE, ...cluster]);
  await show('docker', ['compose', 'build'], { ...(await dockerOfMinikube()), ...(await imageCommits()) });
  await showKubectl('apply', '--filename', 'k8s/base/namespace.yaml');
  await createSecret(
    'database-owner',
    { username: 'boutique', password: randomPassword() },
    'kubernetes.io/basic-auth',
  );
  await createSecret(
    'database-api',
    { username: 'boutique_api', password: randomPassword() },
    'kubernetes.io/basic-auth',
  );
  await createSecret('accounts', { 'admin-password': randomPassword(), 'demo-user-password': randomPassword() });
  await createSecret('shell', { token: randomPassword() });
  const running = (await readKubectl(['get', 'deployments', '--output=name'])).split('\n').filter(Boolean);
  // the same version may be another build, whose migrations have to run
  await showKubectl('delete', 'jobs', '--selector', 'app.kubernetes.io/component=migration');
  await showKubectl('apply', '--kustomize', 'k8s/overlays/minikube');
  // a new build has the same tag as the old one, so running pods would not be replaced without a restart
  if (running.length > 0) await showKubectl('rollout', 'restart', ...running);
  console.log('\nWaiting until everything is ready …');
  await waitForRollout();
  console.log(`\nThe passwords of Admin and User:\n  kubectl --context ${PROFILE} --namespace ${PROFILE} ${PASSWORDS}`);
  console.log('npm run minikube:down removes all of it.');
  await showAddresses();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}

/** The variables that point the docker command to the daemon inside Minikube. */
async function dockerOfMinikube(): Promise<Record<string, string>> {
  const output = await read('minikube', ['--profile', PROFILE, 'docker-env', '--shell', 'none']);
  const variables = [...output.matchAll(/^(DOCKER_\w+)=(.+)$/gm)];
  return Object.fromEntries(variables.map(([, name, value]) => [name, value]));
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Creates a Secret. Keeps an existing one, because the database was set up with its values. */
async function createSecret(name: string, stringData: Record<string, string>, type = 'Opaque'): Promise<void> {
  if ((await readKubectl(['get', 'secret', name, '--ignore-not-found', '--output=name'])) !== '') return;
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type, stringData };
  // by standard input: all users of the machine can read command lines
  console.log(`\n${(await readKubectl(['create', '--filename', '-'], JSON.stringify(secret))).trim()}`);
}
