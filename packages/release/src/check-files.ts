import type { FieldError } from '@boutique/contracts/problems';
import type { Release } from '@boutique/contracts/release';
import { COMPRESSIONS } from './compressions.ts';
import { isIntact } from './integrity.ts';
import { refuseFaults } from './refusal.ts';

/** A release with all its files, by path. */
export interface PackedRelease {
  release: Release;
  files: ReadonlyMap<string, Buffer>;
}

/**
 * Checks every file of a parsed release against size and hash, and compressed copies against their originals.
 * @throws ReleaseRefusal
 */
export async function checkFiles({ release, files }: PackedRelease): Promise<void> {
  const faults = Object.entries(release.files).flatMap(([file, expected]) => {
    const content = files.get(file);
    if (content && isIntact(content, expected)) return [];
    const message = content ? 'it is not the file that release.json describes' : 'it is missing';
    return [{ chemin: `files.${file}`, message: `${message}; send exactly the files of the build` }];
  });
  refuseFaults(faults);
  refuseFaults(await copyFaults(files));
}

/** A browser gets the compressed copy instead of the file, so it must unpack to the same bytes. */
async function copyFaults(files: ReadonlyMap<string, Buffer>): Promise<FieldError[]> {
  const checked = [...files].flatMap(([file, content]) => {
    const [suffix, , decompress] = COMPRESSIONS.find(([end]) => file.endsWith(end)) ?? [];
    if (!suffix || !decompress) return [];
    const original = files.get(file.slice(0, -suffix.length));
    return [
      decompress(content, original?.length ?? 0)
        .then((unpacked) => original !== undefined && unpacked.equals(original))
        .catch(() => false)
        .then((same): FieldError[] =>
          same ? [] : [{ chemin: `files.${file}`, message: 'it does not unpack to the file that it is a copy of' }],
        ),
    ];
  });
  return (await Promise.all(checked)).flat();
}
