import { type RegisteredRelease, type Release, releaseBase, Semver, SHELL } from '@boutique/contracts/release';
import { fetchFiles, fetchManifest, OriginUnreachable } from '@boutique/release/fetch-release';
import { ReleaseRefusal } from '@boutique/release/refusal';
import type { ReleaseRegister } from './release-register.ts';
import type { ReleaseStore } from './release-store.ts';

/** Time limit for reading a release from a developer's server: manifest and all files. */
const ORIGIN_MS = 10_000;
const MAX_REMEMBERED = 100;

/** An override that cannot be applied. The message is a sentence for the developer. */
export class OverrideError extends Error {
  override name = 'OverrideError';
  /** The reason in one word, for the page. */
  readonly state: 'not-found' | 'unavailable';

  constructor(state: OverrideError['state'], message: string) {
    super(message);
    this.state = state;
  }
}

/** The release that an override leads to. */
export interface Resolved {
  registered: RegisteredRelease;
  /** Set for a dev server: the page loads directly from this origin. */
  devOrigin?: string;
}

interface Dependencies {
  register: Pick<ReleaseRegister, 'all'>;
  store: Pick<ReleaseStore, 'ask' | 'put' | 'lackingFiles'>;
}

export type OverrideResolver = ReturnType<typeof createOverrideResolver>;

export const isOrigin = (value: string): boolean => /^https?:\/\//.test(value);

/** Whether an origin is on the browser's own machine. */
export const isOwnMachine = (origin: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(origin)?.hostname ?? '');

/** Finds the releases behind overrides. Every file of a built release is here before a page names it. */
export function createOverrideResolver({ register, store }: Dependencies) {
  /** The releases that overrides led to, by the release's path. */
  const remembered = new Map<string, { slice: string; value: string; release: Release }>();

  const remember = (slice: string, value: string, release: Release): void => {
    const [oldest] = remembered.keys();
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(releaseBase(release), { slice, value, release });
  };

  const ofVersion = async (slice: string, version: string): Promise<RegisteredRelease> => {
    const known = register.all().filter(({ role, release }) => role !== SHELL && release.name === slice);
    const found = known.find(({ release }) => release.version === version);
    if (!found) {
      const versions = known.map(({ release }) => release.version).join(', ') || 'none';
      throw new OverrideError(
        'not-found',
        `The register knows no ${slice} ${version}. Of ${slice} it knows: ${versions}.`,
      );
    }
    // as an override, a fallback comes first and no longer stands behind others
    if (await store.ask(found.release)) return found.role === 'fallback' ? { ...found, role: 'new' } : found;
    throw new OverrideError('unavailable', `The API does not give the files of ${slice} ${version} now.`);
  };

  const ofOrigin = async (slice: string, origin: string): Promise<Resolved> => {
    const signal = AbortSignal.timeout(ORIGIN_MS);
    const release = await fetchManifest(origin, { signal }).then((read) => read?.release, refuse(origin));
    if (release?.name !== slice)
      throw new OverrideError('not-found', `The server at ${origin} is that of ${release?.name}, not of ${slice}.`);
    const registered: RegisteredRelease = { role: 'new', traffic: 0, release };
    if (isOrigin(release.entry)) {
      // the page's content security policy allows only this origin
      const named = new URL(release.entry).origin;
      if (named === origin) return { registered, devOrigin: origin };
      throw new OverrideError('not-found', `The server at ${origin} says that it is ${named}: use that.`);
    }
    const lacking = new Set(store.lackingFiles(release));
    const wanted = Object.keys(release.files).filter((file) => lacking.has(release.files[file] as never));
    store.put(release, await fetchFiles(origin, release, { wanted, signal }).catch(refuse(origin)));
    await store.ask(release);
    return { registered };
  };

  /**
   * The release behind an override: a version in the register, in any role, or the current release of a slice's server.
   * @throws OverrideError
   */
  const resolve = async (slice: string, value: string): Promise<Resolved> => {
    const resolved = isOrigin(value) ? await ofOrigin(slice, value) : { registered: await ofVersion(slice, value) };
    remember(slice, value, resolved.registered.release);
    return resolved;
  };

  return {
    resolve,

    /** The release at this path if this override leads, or led, to it: a developer may rebuild while a page is open. */
    async releaseAt(base: string, slice: string, value: string): Promise<Release | undefined> {
      const known = () => {
        const found = remembered.get(base);
        return found?.slice === slice && found.value === value ? found.release : undefined;
      };
      if (known() || !base.startsWith(`/remotes/${slice}/`)) return known();
      await resolve(slice, value).catch((error: unknown) => {
        if (!(error instanceof OverrideError)) throw error;
      });
      return known();
    },
  };
}

/** Turns a failure of a developer's server into an OverrideError. */
const refuse =
  (origin: string) =>
  (error: unknown): never => {
    if (error instanceof ReleaseRefusal)
      throw new OverrideError(
        'not-found',
        `The server at ${origin} has no release that can be shown: ${error.message}`,
      );
    if (error instanceof OriginUnreachable || (error as Error).name === 'TimeoutError')
      throw new OverrideError('unavailable', `The server at ${origin} cannot be reached: ${(error as Error).message}.`);
    throw error;
  };

/** Says in a sentence why this is neither a version nor an origin; undefined when it is one. */
export function refuseValue(value: string): string | undefined {
  if (isOrigin(value)) {
    return URL.parse(value)?.origin === value && value.length <= 200
      ? undefined
      : `${value} is no origin: scheme, host and port are expected, as in http://localhost:5174.`;
  }
  return Semver.safeParse(value).success ? undefined : `${value} is neither a version, such as 1.4.0, nor an origin.`;
}
