import type { EtatSlice } from '@boutique/contracts/info';
import { Release } from '@boutique/contracts/release';
import { CONTRACT_VERSION } from '@boutique/contracts/slice';
import { releaseIntegrity } from './release-integrity.ts';

const TIMEOUT_MS = 2_000;
const MAX_BYTES = 1_000_000;

/** Why an origin gave no usable release. The message is public: French, and without internal addresses. */
export class ReleaseError extends Error {
  override name = 'ReleaseError';
  readonly etat: Exclude<EtatSlice['etat'], 'disponible'>;

  constructor(etat: ReleaseError['etat'], message: string) {
    super(message);
    this.etat = etat;
  }
}

export interface ReleaseSource {
  /** The slice that must answer there. */
  name: string;
  origin: string;
  /** A dev server may name an absolute entry; a release in production may not. */
  production: boolean;
}

/**
 * Reads `release.json` of an origin and checks all that can be checked of it.
 * Null when it is still the one with this ETag. @throws ReleaseError
 */
export async function fetchRelease(
  source: ReleaseSource,
  known: string | undefined,
  signal: AbortSignal,
): Promise<{ release: Release; etag: string | undefined } | null> {
  const response = await fetch(`${source.origin}/release.json`, {
    headers: { accept: 'application/json', ...(known !== undefined && { 'if-none-match': known }) },
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch(throwUnreachable);
  if (response.status === 304) return null;
  if (response.status !== 200) {
    await response.body?.cancel();
    const etat = response.status >= 500 ? 'injoignable' : 'invalide';
    throw new ReleaseError(etat, `release.json a répondu ${response.status}`);
  }
  const text = await readBounded(response).catch(throwUnreachable);
  return { release: checkRelease(text, source), etag: response.headers.get('etag') ?? undefined };
}

/** All that can be checked of a `release.json` without its files. @throws ReleaseError */
function checkRelease(text: string, { name, production }: ReleaseSource): Release {
  const refuse = (reason: string) => new ReleaseError('invalide', reason);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse('release.json n’est pas du JSON');
  }
  const parsed = Release.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`release.json : ${issue?.path.join('.')} : ${issue?.message}`);
  }
  const release = parsed.data;
  if (release.name !== name) throw refuse(`la slice se nomme ${release.name}, ${name} est attendu`);
  if (release.contractVersion !== CONTRACT_VERSION) {
    throw refuse(`version du contrat ${release.contractVersion}, ${CONTRACT_VERSION} est attendue`);
  }
  if (releaseIntegrity(release.files) !== release.integrity) {
    throw refuse('integrity ne correspond pas aux fichiers');
  }
  const absolute = /^https?:/.test(release.entry);
  if (absolute && production) throw refuse('entry est une adresse absolue');
  const named = [...(absolute ? [] : [release.entry]), ...release.routes.flatMap((r) => [...r.modules, ...r.styles])];
  const missing = named.find((path) => !Object.hasOwn(release.files, path));
  if (missing !== undefined) throw refuse(`le fichier ${missing} n’est pas dans files`);
  return release;
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new ReleaseError('invalide', `release.json dépasse ${MAX_BYTES} octets`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function throwUnreachable(error: unknown): never {
  if (error instanceof ReleaseError) throw error;
  const late = error instanceof Error && error.name === 'TimeoutError';
  throw new ReleaseError('injoignable', late ? `pas de réponse en ${TIMEOUT_MS / 1000} s` : 'connexion impossible');
}
