import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lastingHome, removeData } from '@boutique/dev-database/data-home';
import { enterOwnMounts, mountSmallDisk, unmountDisk } from './small-disk.ts';

/**
 * `npm run test:faults [-- --only <regular expression for names of faults>]`: runs the shop, causes every fault of faults.ts under load, and
 * fails when a target of docs/reliability.md does not hold. Then its folder, with the logs, stays.
 */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
enterOwnMounts();
const dataFolder = await mkdtemp(path.join(tmpdir(), 'boutique-faults-'));
const databaseFolder = path.join(dataFolder, 'postgres');
const home = await lastingHome(databaseFolder);
const disk = mountSmallDisk(home) ? home : undefined;

// scripts/parts.ts reads it when it is imported
process.env.DATA_DIR = dataFolder;
const [{ commandLine }, { runFaults }] = await Promise.all([import('../terminal.ts'), import('./run-faults.ts')]);
await commandLine(async ({ say, processes }) => {
  const isSurvived = await runFaults({ processes, say, disk, only: new RegExp(values.only) });
  await processes.stopAll();
  if (disk) unmountDisk(disk);
  await removeData(databaseFolder);
  if (isSurvived) await rm(dataFolder, { recursive: true });
  else say(`The logs are in ${processes.logFolder}.`);
  process.exit(isSurvived ? 0 : 1);
});
