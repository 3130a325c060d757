import { readFile, writeFile } from 'node:fs/promises';
import manifest from '../package.json' with { type: 'json' };
import { emitOpenApi } from '../src/openapi.ts';
import { allRoutes } from '../src/routes.ts';

const file = new URL('../openapi.json', import.meta.url);
const emitted = `${JSON.stringify(emitOpenApi(allRoutes, manifest.version), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== emitted) {
    console.error('contracts/openapi.json is stale. Run: npm run openapi -w contracts');
    process.exit(1);
  }
  console.log(`openapi.json matches the ${allRoutes.length} routes of the contract`);
} else {
  await writeFile(file, emitted);
  console.log(`openapi.json written: ${allRoutes.length} routes`);
}
