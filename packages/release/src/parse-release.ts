import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { FieldError } from '@boutique/contracts/problems';
import { Release, SHELL } from '@boutique/contracts/release';
import { RESERVED_SEGMENTS, SLICE_MODULE } from '@boutique/contracts/slice';
import { COMPRESSIONS } from './compressions.ts';
import { releaseIntegrity } from './integrity.ts';
import { ReleaseRefusal, refuseFaults } from './refusal.ts';

export interface ReleaseLimits {
  /** Bytes of all files together. */
  maxBytes: number;
  maxFiles: number;
}
export const DEFAULT_LIMITS: ReleaseLimits = { maxBytes: 4 * 2 ** 20, maxFiles: 1_000 };

/** The maximum length of a `release.json`. */
export const MAX_MANIFEST_BYTES = 1_000_000;
/** The maximum of compressed bytes that a page loads before it shows, unless its slice declares another budget. */
const DEFAULT_BUDGET = 60_000;

/**
 * Parses a `release.json` and checks everything that needs no files. Builds and the register both call it, so that a
 * build fails with the same words as the register's refusal.
 * @throws ReleaseRefusal
 */
export function parseRelease(source: string | Buffer, limits: ReleaseLimits = DEFAULT_LIMITS): Release {
  let json: unknown;
  try {
    json = JSON.parse(typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source));
  } catch {
    throw new ReleaseRefusal([
      { chemin: 'release.json', message: 'it is not JSON; keep the one that the build wrote' },
    ]);
  }
  refuseFaults(textFaults(json));
  // first, because a release of another contract may have any other shape
  refuseFaults(contractFaults((json as { contractVersion?: unknown } | null)?.contractVersion));
  const parsed = Release.safeParse(json);
  if (!parsed.success) {
    throw new ReleaseRefusal(
      parsed.error.issues.map(({ path, message }) => ({ chemin: path.join('.') || 'release.json', message })),
    );
  }
  const release = parsed.data;
  // first, because it bounds the work of the other checks
  refuseFaults(limitFaults(release, limits));
  refuseFaults([
    ...integrityFaults(release),
    ...fileNameFaults(release),
    ...referenceFaults(release),
    ...entryFaults(release),
    ...serverFaults(release),
    ...routeFaults(release),
    ...budgetFaults(release),
  ]);
  return release;
}

/** Refuses a release that was built for another version of the contract. */
export function contractFaults(version: unknown): FieldError[] {
  if (version === CONTRACT_VERSION) return [];
  return [
    {
      chemin: 'contractVersion',
      message: `contract ${String(version).slice(0, 20)} is not the shop's (${CONTRACT_VERSION}); build again with that version of @boutique/contracts`,
    },
  ];
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; control characters and bidi overrides disguise a text. */
const UNSAFE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** Twice the depth of a normal release.json. */
const MAX_DEPTH = 12;

function textFaults(json: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof json === 'string') return isSafe(json) ? [] : [unsafe(path)];
  if (typeof json !== 'object' || json === null) return [];
  if (path.length > MAX_DEPTH)
    return [{ chemin: 'release.json', message: 'it nests too deep; keep the one that the build wrote' }];
  return Object.entries(json).flatMap(([key, value]) => {
    if (isSafe(key) && !Object.hasOwn(Object.prototype, key)) return textFaults(value, [...path, key]);
    return [unsafe([...path, JSON.stringify(key)])];
  });
}

const isSafe = (text: string) => text.isWellFormed() && !UNSAFE.test(text);
const unsafe = (path: readonly string[]): FieldError => ({
  chemin: path.join('.') || 'release.json',
  message: 'a text without control characters, half surrogates or names of Object.prototype is expected',
});

function integrityFaults(release: Release): FieldError[] {
  if (releaseIntegrity(release) === release.integrity) return [];
  const message = 'it is not the hash of the other fields; do not edit release.json after the build';
  return [{ chemin: 'integrity', message }];
}

function limitFaults({ files }: Release, { maxBytes, maxFiles }: ReleaseLimits): FieldError[] {
  const sizes = Object.values(files).map(({ size }) => size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return [
    ...(sizes.length > maxFiles
      ? [{ chemin: 'files', message: `${sizes.length} files, at most ${maxFiles} are stored` }]
      : []),
    ...(bytes > maxBytes ? [{ chemin: 'files', message: `${bytes} bytes, at most ${maxBytes} are stored` }] : []),
  ];
}

/** Refuses pairs of names that some file system cannot store side by side. */
function fileNameFaults({ files }: Release): FieldError[] {
  const names = Object.keys(files);
  const folders = new Set(
    names.flatMap((name) => {
      const parts = name.toLowerCase().split('/');
      return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    }),
  );
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const lower = name.toLowerCase();
    const twice = seen.has(lower);
    seen.add(lower);
    if (twice) return [{ chemin: `files.${name}`, message: 'another file differs from it by case only; rename one' }];
    if (folders.has(lower)) return [{ chemin: `files.${name}`, message: 'it is a file and a folder; rename one' }];
    return [];
  });
}

/**
 * Refuses references to files that the release does not have: modules, styles, texts, originals of compressed copies.
 */
function referenceFaults({
  entry,
  server,
  files,
  routes,
  widgets,
  texts = {} as NonNullable<Release['texts']>,
}: Release): FieldError[] {
  const named: [chemin: string, file: string][] = [
    // the entry of a dev server is an absolute URL
    ...(/^https?:/.test(entry) ? [] : [['entry', entry] as [string, string]]),
    ...(server === undefined ? [] : [['server', server] as [string, string]]),
    ...routes.flatMap(({ path, modules, styles }) =>
      [...modules, ...styles].map((file) => [`routes.${path}`, file] as [string, string]),
    ),
    ...widgets.flatMap(({ name, modules, styles }) =>
      [...modules, ...styles].map((file) => [`widgets.${name}`, file] as [string, string]),
    ),
    ...Object.entries(texts).flatMap(([langue, list]) =>
      list.map((file) => [`texts.${langue}`, file] as [string, string]),
    ),
    ...Object.keys(files).flatMap((file) => {
      const suffix = COMPRESSIONS.map(([end]) => end).find((end) => file.endsWith(end));
      return suffix ? [[`files.${file}`, file.slice(0, -suffix.length)] as [string, string]] : [];
    }),
  ];
  return named
    .filter(([, file]) => !Object.hasOwn(files, file))
    .map(([chemin, file]) => ({ chemin, message: `${file} is not among the files of the release` }));
}

function entryFaults({ name, entry, exposes }: Release): FieldError[] {
  if (name === SHELL) return [];
  return [
    ...(entry.endsWith('.js')
      ? []
      : [{ chemin: 'entry', message: `${entry} is no script; keep the container that the build writes` }]),
    ...(exposes.includes(SLICE_MODULE)
      ? []
      : [{ chemin: 'exposes', message: `${SLICE_MODULE} is missing; the build's configuration must expose it` }]),
  ];
}

/** A browser must not get the server entry by another name, so pages may not name it and it has no compressed copy. */
function serverFaults({ server, files, routes, widgets, texts }: Release): FieldError[] {
  if (server === undefined) return [];
  const refused = (message: string) => [{ chemin: 'server', message }];
  if (!server.endsWith('.cjs')) return refused(`${server} is no CommonJS file; its name must end in .cjs`);
  const copy = COMPRESSIONS.map(([suffix]) => server + suffix).find((file) => Object.hasOwn(files, file));
  if (copy !== undefined) return refused(`${copy} is a compressed copy of it, which no one reads; leave it out`);
  const loaded = [...routes, ...widgets].flatMap(({ modules, styles }) => [...modules, ...styles]);
  if ([...loaded, ...Object.values(texts ?? {}).flat()].includes(server))
    return refused(`${server} is also a file that browsers load; build it as a file of its own`);
  return [];
}

/** A pattern without its parameters' names, so that patterns for the same addresses are equal. */
export const routeShape = (path: string): string => path.replace(/:\w+/g, ':');

function routeFaults({ name, routes, navigation, widgets }: Release): FieldError[] {
  const shapes = routes.map(({ path }) => routeShape(path));
  const names = widgets.map((widget) => widget.name);
  return [
    ...(name === SHELL && (routes.length > 0 || widgets.length > 0)
      ? [{ chemin: 'routes', message: 'the shell declares neither routes nor widgets; its pages are in its own code' }]
      : []),
    ...routes.flatMap(({ path }, index) => {
      const chemin = `routes.${path}`;
      const [, first = ''] = path.split('/');
      const parameters = path.match(/:\w+/g) ?? [];
      if (RESERVED_SEGMENTS.has(first)) return [{ chemin, message: `/${first} belongs to the shell and the gateway` }];
      if (shapes.indexOf(shapes[index] as string) !== index)
        return [{ chemin, message: 'this path is declared twice' }];
      if (new Set(parameters).size < parameters.length) return [{ chemin, message: 'a parameter is named twice' }];
      return [];
    }),
    ...navigation
      .filter(({ path }) => path.includes(':') || path.includes('*') || !routes.some((route) => route.path === path))
      .map(({ path }) => ({
        chemin: `navigation.${path}`,
        message: 'a navigation entry leads to a route of its own slice, one without parameters',
      })),
    ...names
      .filter((widget, index) => names.indexOf(widget) !== index)
      .map((widget) => ({ chemin: `widgets.${widget}`, message: 'this widget is declared twice' })),
  ];
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
      message: `the page loads ${bytes} compressed bytes, its budget is ${budget}; load later what can wait, or raise budget in the declaration`,
    }));
}

/** The size of a file as a browser fetches it. */
const sizeOf = ({ files }: Release, file: string): number => (files[`${file}.br`] ?? files[file])?.size ?? 0;
