import { PROFILE, show } from './minikube/commands.ts';

/** `npm run minikube:down`: removes the Minikube of the shop, its images, its database and all. */
try {
  await show('minikube', ['delete', '--profile', PROFILE]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
