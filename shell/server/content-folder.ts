import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { frontendsRoutes } from '@boutique/contracts/frontends';
import { fileDigest, type RegisteredRelease } from '@boutique/contracts/release';
import { integrityOf } from '@boutique/release/integrity';
import type { Logger } from 'pino';

const REGISTER = 'register.json';
/** Names that this module may delete: contents, unfinished files, and folders per release of earlier versions. */
const OURS = /^(?:[\w-]{64}|\.[\da-f-]{36}|[a-z][a-z\d-]*@.+)$/;

export type ContentFolder = ReturnType<typeof openContentFolder>;

/**
 * Keeps files of releases on disk, each named by its digest, and the last register, so that a gateway can start while
 * the API is down. Writes run one after another. A failed write is logged once; the gateway then continues without it.
 */
export function openContentFolder(folder: string, log: Logger) {
  let failureLogged = false;
  let last: Promise<void> = mkdir(folder, { recursive: true }).then(() => {}, fail);
  function fail(error: Error): void {
    if (!failureLogged) log.warn({ folder, reason: error.message }, 'files of releases cannot be kept on disk');
    failureLogged = true;
  }
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch(fail);
  };
  /** Writes by rename: the file is complete or absent, even when the process ends in the middle. */
  const write = (name: string, content: Buffer | string) =>
    inTurn(async () => {
      const temporary = path.join(folder, `.${randomUUID()}`);
      try {
        await writeFile(temporary, content);
        await rename(temporary, path.join(folder, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    });

  return {
    save: (integrity: string, content: Buffer): void => write(fileDigest(integrity), content),
    remove: (integrity: string): void => inTurn(() => rm(path.join(folder, fileDigest(integrity)), { force: true })),
    saveRegister: (releases: readonly RegisteredRelease[]): void => write(REGISTER, JSON.stringify(releases)),

    /** The last register; undefined when there is none or it cannot be read. */
    async readRegister(): Promise<RegisteredRelease[] | undefined> {
      try {
        const json: unknown = JSON.parse(await readFile(path.join(folder, REGISTER), 'utf8'));
        return frontendsRoutes.listReleases.responses[200].parse(json);
      } catch {
        return undefined;
      }
    },

    /** All contents by integrity. A file whose content does not match the hash in its name is deleted. */
    async readAll(): Promise<Map<string, Buffer>> {
      const contents = new Map<string, Buffer>();
      for (const name of (await readdir(folder).catch(() => [])).filter((entry) => OURS.test(entry))) {
        const content = await readFile(path.join(folder, name)).catch(() => undefined);
        const integrity = content && integrityOf(content);
        if (content && integrity && fileDigest(integrity) === name) contents.set(integrity, content);
        else {
          if (name.length === 64) log.warn({ file: name }, 'a file of a release does not match its hash: deleting it');
          inTurn(() => rm(path.join(folder, name), { recursive: true, force: true }));
        }
      }
      return contents;
    },
  };
}
