import type { FieldError } from '@boutique/contracts/problems';
import { type Release, SHELL } from '@boutique/contracts/release';
import { SLICE_MODULE } from '@boutique/contracts/slice';
import { COMPRESSIONS } from './compressions.ts';
import { isIntact } from './integrity.ts';
import { refuseFaults } from './refusal.ts';

/** A release with all its files, by path. */
export interface PackedRelease {
  release: Release;
  files: ReadonlyMap<string, Buffer>;
}

/**
 * Checks every file of a parsed release against size and hash, compressed copies against their originals, and that the
 * federation's manifest exposes the slice's module.
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
  if (release.name !== SHELL) refuseFaults(manifestFaults(release, files.get(release.entry)));
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

/** The fields of `mf-manifest.json` that are read here. */
interface Manifest {
  metaData?: { remoteEntry?: { name?: unknown; path?: unknown } };
  exposes?: { path?: unknown; assets?: { js?: { sync?: unknown } } }[];
}

function manifestFaults({ entry, files }: Release, content: Buffer | undefined): FieldError[] {
  // a dev server's release has no files
  if (content === undefined) return [];
  const refused = (message: string) => [{ chemin: 'entry', message: `${entry}: ${message}` }];
  let manifest: Manifest | null;
  try {
    manifest = JSON.parse(content.toString()) as Manifest | null;
  } catch {
    return refused('it is not JSON; keep the manifest that the build writes');
  }
  const exposes = Array.isArray(manifest?.exposes) ? manifest.exposes : [];
  const exposed = exposes.find((one) => one?.path === SLICE_MODULE);
  if (!exposed) return refused(`it does not expose ${SLICE_MODULE}; the build's configuration must`);
  const { name = '', path = '' } = manifest?.metaData?.remoteEntry ?? {};
  const scripts = exposed.assets?.js?.sync;
  const named = [`${String(path)}${String(name)}`, ...(Array.isArray(scripts) ? scripts.map(String) : [])];
  const missing = named.find((file) => !Object.hasOwn(files, file));
  return missing === undefined ? [] : refused(`it names ${JSON.stringify(missing)}, which is not in the release`);
}
