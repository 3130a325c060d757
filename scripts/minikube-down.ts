import { PROFILE, show } from './minikube/commands.ts';

/** `npm run minikube:down`: removes the shop's Minikube with its images and its database. */
try {
  await show('minikube', ['delete', '--profile', PROFILE]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
