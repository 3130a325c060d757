import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RegisteredRelease, RegisteredReleases, releaseBase } from '@boutique/contracts/release';
import type { Logger } from 'pino';
import { isIntact } from './is-intact.ts';

const REGISTER = 'register.json';

export interface SavedRelease {
  registered: RegisteredRelease;
  files: Map<string, Buffer>;
}

export type ReleaseFolder = ReturnType<typeof openReleaseFolder>;

/**
 * Whole releases on disk, one folder each, and the last register: what a gateway knows when it starts while the API or a
 * slice's server is away. A disk that cannot be written to is told of once, and done without.
 */
export function openReleaseFolder(folder: string, log: Logger) {
  let told = false;
  const tolerate = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!told) log.warn({ folder, reason: (error as Error).message }, 'copies of releases cannot be kept on disk');
      told = true;
    }
  };
  /** `/remotes/produits/1.0.0-abc/` is the folder `produits@1.0.0-abc`. */
  const placeOf = (registered: RegisteredRelease) =>
    path.join(folder, releaseBase(registered.release).split('/').slice(2, 4).join('@'));

  return {
    /** There whole or not at all, whenever the process ends. */
    save: ({ registered, files }: SavedRelease): Promise<void> =>
      tolerate(
        (async () => {
          const temporary = path.join(folder, `.${randomUUID()}`);
          for (const [file, content] of files) {
            const target = path.join(temporary, 'files', file);
            await mkdir(path.dirname(target), { recursive: true });
            await writeFile(target, content);
          }
          await mkdir(temporary, { recursive: true });
          await writeFile(path.join(temporary, 'release.json'), JSON.stringify(registered));
          await rm(placeOf(registered), { recursive: true, force: true });
          await rename(temporary, placeOf(registered));
        })(),
      ),

    remove: (registered: RegisteredRelease): Promise<void> =>
      tolerate(rm(placeOf(registered), { recursive: true, force: true })),

    saveRegister: (releases: readonly RegisteredRelease[]): Promise<void> =>
      tolerate(
        (async () => {
          await mkdir(folder, { recursive: true });
          const temporary = path.join(folder, `.${randomUUID()}`);
          await writeFile(temporary, JSON.stringify(releases));
          await rename(temporary, path.join(folder, REGISTER));
        })(),
      ),

    /** The last register; none when it was never kept, or is not one any more. */
    async readRegister(): Promise<RegisteredRelease[]> {
      try {
        return RegisteredReleases.parse(JSON.parse(await readFile(path.join(folder, REGISTER), 'utf8')));
      } catch {
        return [];
      }
    },

    /** What is there, the oldest first. A release with a file that is not what its build wrote is thrown away. */
    async readAll(): Promise<SavedRelease[]> {
      const names = await readdir(folder).catch(() => []);
      const saved = await Promise.all(
        names
          .filter((name) => name !== REGISTER)
          .map(async (name) => {
            const place = path.join(folder, name);
            try {
              return { ...(await readRelease(place)), at: (await stat(place)).mtimeMs };
            } catch (error) {
              // what a process has left that was killed is nothing to tell of
              if (!name.startsWith('.'))
                log.warn({ release: name, reason: (error as Error).message }, 'a copy on disk is thrown away');
              await tolerate(rm(place, { recursive: true, force: true }));
              return [];
            }
          }),
      );
      return saved.flat().sort((a, b) => a.at - b.at);
    },
  };
}

async function readRelease(place: string): Promise<SavedRelease> {
  const registered = RegisteredRelease.parse(JSON.parse(await readFile(path.join(place, 'release.json'), 'utf8')));
  const files = new Map<string, Buffer>();
  for (const [file, expected] of Object.entries(registered.release.files)) {
    const content = await readFile(path.join(place, 'files', file));
    if (!isIntact(content, expected)) throw new Error(`${file} was changed`);
    files.set(file, content);
  }
  return { registered, files };
}
