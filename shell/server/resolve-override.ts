import { type RegisteredRelease, Release, Semver, SHELL } from '@boutique/contracts/release';
import { CONTRACT_VERSION } from '@boutique/contracts/slice';
import type { ReleaseRegister } from './release-register.ts';
import type { ReleaseStore } from './release-store.ts';

const ANSWER_MS = 1_000;

/** Why an override cannot be had, in a sentence for the developer who asked for it. */
export class OverrideError extends Error {
  override name = 'OverrideError';
  /** The same in a word, for the page. */
  readonly state: 'introuvable' | 'indisponible';

  constructor(state: OverrideError['state'], message: string) {
    super(message);
    this.state = state;
  }
}

interface Resolved {
  registered: RegisteredRelease;
  /** The page loads from there. */
  devOrigin?: string;
}

interface Dependencies {
  register: Pick<ReleaseRegister, 'all'>;
  store: Pick<ReleaseStore, 'fetch'>;
}

export type ResolveOverride = (slice: string, value: string) => Promise<Resolved>;

export const isOrigin = (value: string): boolean => /^https?:\/\//.test(value);

/** Whether an origin is the visitor's own machine. */
export const isOwnMachine = (origin: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(origin)?.hostname ?? '');

/**
 * The release behind an override: a version that the register knows, in any role, or what a server of the slice serves
 * right now. A release with files is whole here before a page names it.
 * @throws OverrideError
 */
export function createOverrideResolver({ register, store }: Dependencies): ResolveOverride {
  const whole = async (registered: RegisteredRelease): Promise<Resolved> => {
    const { name, version } = registered.release;
    if (await store.fetch(registered)) return { registered };
    throw new OverrideError('indisponible', `The files of ${name} ${version} cannot be had from its server.`);
  };
  return async (slice, value) => {
    if (!isOrigin(value)) {
      const known = (await register.all()).filter(({ role }) => role !== SHELL);
      const found = known.find(({ release }) => release.name === slice && release.version === value);
      if (found) return whole(asOverride(found));
      throw new OverrideError('introuvable', `The register knows no ${slice} ${value}.`);
    }
    const registered: RegisteredRelease = {
      origin: value,
      role: 'other',
      traffic: 0,
      release: await readRelease(slice, value),
    };
    const { entry } = registered.release;
    if (!isOrigin(entry)) return whole(registered);
    // the page's policy opens for this origin alone
    if (new URL(entry).origin !== value)
      throw new OverrideError(
        'introuvable',
        `The server at ${value} says that it is ${new URL(entry).origin}: use that.`,
      );
    return { registered, devOrigin: value };
  };
}

/** What stands behind others stands in front here. */
const asOverride = (registered: RegisteredRelease): RegisteredRelease =>
  registered.role === 'fallback' ? { ...registered, role: 'other' } : registered;

async function readRelease(slice: string, origin: string): Promise<Release> {
  const read = async () => {
    const response = await fetch(`${origin}/release.json`, {
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    });
    return Release.parse(await response.json());
  };
  const release = await read().catch(() => {
    throw new OverrideError('introuvable', `${origin}/release.json is not there, or is no release.`);
  });
  if (release.name !== slice)
    throw new OverrideError('introuvable', `The server at ${origin} is that of ${release.name}, not of ${slice}.`);
  if (release.contractVersion !== CONTRACT_VERSION)
    throw new OverrideError(
      'introuvable',
      `The server at ${origin} speaks version ${release.contractVersion} of the contract, this shop ${CONTRACT_VERSION}.`,
    );
  return release;
}

/** A sentence when this is neither a version nor an origin. */
export function refuseValue(value: string): string | undefined {
  if (isOrigin(value)) {
    return URL.parse(value)?.origin === value && value.length <= 200
      ? undefined
      : `${value} is no origin: scheme, host and port are expected, as in http://localhost:5174.`;
  }
  return Semver.safeParse(value).success ? undefined : `${value} is neither a version, such as 1.4.0, nor an origin.`;
}
