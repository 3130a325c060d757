import type { FieldError } from '@boutique/contracts/problems';
import type { Release } from '@boutique/contracts/release';
import { CONTRACT_VERSION, SLICE_MODULE } from '@boutique/contracts/slice';
import satisfies from 'semver/functions/satisfies.js';
import { checkFiles } from './check-files.ts';

/** What a release is held against: the page that it must fit into. */
export interface Live {
  /** Versions of the modules that the shell in service shares; null while no shell has said which it is. */
  shared: Release['shared'] | null;
  /** Names of the widgets that the other slices offer. */
  widgets: readonly string[];
}

/** The compressed bytes that the heaviest page may load before it shows, unless a slice declares another budget. */
const DEFAULT_BUDGET = 60_000;

/**
 * The promotion gate: why a release cannot be put into service, one line each, with what to do about it; none when it can.
 * `chemin` is where in `release.json` the fault is.
 */
export async function releaseFaults(
  release: Release,
  { origin, live, signal }: { origin: string; live: Live; signal: AbortSignal },
): Promise<FieldError[]> {
  const faults = await checkFiles(origin, release, signal);
  return [
    ...faults.map(({ file, reason }) => ({
      chemin: `files.${file}`,
      message: `${reason} ; servez exactement les fichiers du build, tous`,
    })),
    ...(faults.length > 0 ? [] : await entryFaults(release, origin, signal)),
    ...fitFaults(release, live),
    ...budgetFaults(release),
  ];
}

/** What may have become wrong since the release was registered: the page around it is another by now. */
export function fitFaults(release: Release, { shared, widgets }: Live): FieldError[] {
  const faults: FieldError[] = [];
  if (release.contractVersion !== CONTRACT_VERSION) {
    faults.push({
      chemin: 'contractVersion',
      message: `le contrat ${release.contractVersion} n’est pas celui de la boutique (${CONTRACT_VERSION}) ; reconstruisez avec @boutique/contracts de cette version`,
    });
  }
  for (const [name, { requiredVersion }] of Object.entries(release.shared)) {
    const offered = shared?.[name]?.version;
    if (shared === null || (offered !== undefined && satisfies(offered, requiredVersion))) continue;
    faults.push({
      chemin: `shared.${name}`,
      message: `${requiredVersion} est demandé, le shell en service offre ${offered ?? 'aucune version'} ; alignez la dépendance, ou attendez que le shell la propose`,
    });
  }
  for (const widget of release.needs ?? []) {
    if (widgets.includes(widget)) continue;
    faults.push({
      chemin: 'needs',
      message: `aucune slice en service n’offre le widget ${widget} ; mettez d’abord en service celle qui le fait, ou retirez-le de needs`,
    });
  }
  return faults;
}

/** The federation's own manifest must name the module that the shell asks for, and files that are there. */
async function entryFaults(release: Release, origin: string, signal: AbortSignal): Promise<FieldError[]> {
  if (!Object.hasOwn(release.files, release.entry)) return [];
  const refused = (message: string) => [{ chemin: 'entry', message: `${release.entry} : ${message}` }];
  let manifest: Manifest;
  try {
    manifest = (await (await fetch(`${origin}/${release.entry}`, { signal })).json()) as Manifest;
  } catch {
    return refused('ce n’est pas du JSON ; gardez le manifest que le build écrit');
  }
  const exposed = manifest.exposes?.find(({ path }) => path === SLICE_MODULE);
  if (!exposed) return refused(`le module ${SLICE_MODULE} n’est pas exposé ; la configuration doit l’exposer`);
  const { name = '', path = '' } = manifest.metaData?.remoteEntry ?? {};
  const files = [path + name, ...(exposed.assets?.js?.sync ?? [])];
  const missing = files.find((file) => !Object.hasOwn(release.files, file));
  return missing === undefined ? [] : refused(`le fichier « ${missing} » qu’il nomme n’est pas dans la release`);
}

/** What is read of `mf-manifest.json`. */
interface Manifest {
  metaData?: { remoteEntry?: { name?: string; path?: string } };
  exposes?: { path?: string; assets?: { js?: { sync?: string[] } } }[];
}

function budgetFaults(release: Release): FieldError[] {
  const budget = release.budget ?? DEFAULT_BUDGET;
  return release.routes
    .map(({ path, modules, styles }) => ({
      path,
      bytes: [...modules, ...styles, ...(release.texts?.fr ?? [])].reduce(
        (sum, file) => sum + sizeOf(release, file),
        0,
      ),
    }))
    .filter(({ bytes }) => bytes > budget)
    .map(({ path, bytes }) => ({
      chemin: `routes.${path}`,
      message: `la page charge ${bytes} octets compressés, son budget est ${budget} ; chargez plus tard ce qui peut l’être, ou relevez budget dans la déclaration`,
    }));
}

/** As a browser fetches it. */
const sizeOf = ({ files }: Release, file: string): number => (files[`${file}.br`] ?? files[file])?.size ?? 0;
