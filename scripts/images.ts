import { imageCommits } from './image-commits.ts';
import { show } from './minikube/commands.ts';

/** `npm run images [part …]`: runs `docker compose build` and labels each image with the last commit of its sources. */
try {
  await show('docker', ['compose', 'build', ...process.argv.slice(2)], await imageCommits());
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
