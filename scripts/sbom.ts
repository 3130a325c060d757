import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { npmCommand } from './npm.ts';
import { builtParts, dataFolder } from './parts.ts';
import { runToEnd } from './processes.ts';
import { pruneWorkspace } from './prune-workspace.ts';

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { name: string } };
  components: { name: string; version: string }[];
}

/**
 * The CycloneDX list of the npm packages that the image of one part is built from: those that it contains, in
 * `node_modules` or bundled, and build tools. Without time and serial number, so that equal images have equal lists.
 */
export async function bomOf(part: string): Promise<Bom> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-sbom-'));
  try {
    await pruneWorkspace(part, folder);
    const output = await runToEnd(...npmCommand(['sbom', '--package-lock-only', '--sbom-format=cyclonedx']), {
      cwd: path.join(folder, 'build'),
    });
    const { serialNumber, metadata, ...bom } = JSON.parse(output) as Bom;
    const { timestamp, ...facts } = metadata;
    return { ...bom, metadata: { ...facts, component: { ...facts.component, name: `boutique/${part}` } } };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `npm run sbom [part …]`: writes the list of each image to `sbom/` in the data folder. */
if (import.meta.main) {
  const parts = process.argv.length > 2 ? process.argv.slice(2) : builtParts;
  const folder = path.join(dataFolder, 'sbom');
  await mkdir(folder, { recursive: true });
  for (const part of parts) {
    const bom = await bomOf(part);
    const file = path.join(folder, `${part}.cdx.json`);
    await writeFile(file, `${JSON.stringify(bom, null, 2)}\n`);
    console.log(`${file}: ${bom.components.length} packages`);
  }
}
