import type { Deployment, HistoryEntry, Incident, ReleaseStatus } from '@boutique/contracts/frontends';
import type { Problem } from '@boutique/contracts/problems';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import { packRelease } from '@boutique/release/archive';
import { expect } from 'vitest';
import type { Database } from '../src/platform/db/database.ts';
import { isolatedTest } from './fixtures.ts';
import { createAccount } from './people.ts';
import { type Build, buildOf } from './slice-server.ts';
import type { TestApi } from './start-api.ts';

/** A test with a shop of its own, and the team of a slice. */
export const teamTest = isolatedTest
  .override('options', { rules: { stepSeconds: 0, stepClients: 4, failingClients: 3 } })
  /** The team of `produits`, with its deploy token, and the browsers that report on its releases. */
  .extend('team', async ({ db, api }) => teamOf(db, api));

export const archiveOf = ({ release, contents }: Build) =>
  packRelease({ release, files: new Map(Object.entries(contents).map(([file, text]) => [file, Buffer.from(text)])) });

export type Team = Awaited<ReturnType<typeof teamOf>>;
export async function teamOf(db: Database, api: Pick<TestApi, 'get' | 'send'>) {
  const token = await tokenOf('produits');

  async function tokenOf(slice: string): Promise<string> {
    const admin = await createAccount(db, 'admin', { nom: 'Alix' });
    const response = await api.send('POST', `/api/frontends/${slice}/tokens`, {
      headers: { cookie: `session=${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ci' }),
    });
    expect(response.status).toBe(201);
    return ((await response.json()) as { token: string }).token;
  }

  async function ask<Body>(
    method: string,
    path: string,
    body?: object,
    bearer = token,
  ): Promise<{ status: number; body: Body }> {
    const response = await api.send(method, `/api/frontends/${path}`, {
      headers: { authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  async function upload(slice: string, archive: Buffer, bearer = token) {
    const response = await api.send('POST', `/api/frontends/${slice}/releases`, {
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/gzip' },
      body: archive as Buffer<ArrayBuffer>,
    });
    return { status: response.status, body: (await response.json()) as ReleaseStatus & Problem };
  }
  const publish = async (build: Build, bearer = token) => upload(build.release.name, await archiveOf(build), bearer);
  const setTraffic = (version: string, traffic: number, rest: object = {}) =>
    ask<ReleaseStatus & Problem>('PUT', 'produits/traffic', { version, traffic, ...rest });
  const status = async () => (await ask<Deployment>('GET', 'produits')).body;
  const states = async () => (await status()).releases.map(({ version, state, traffic }) => [version, state, traffic]);
  const history = async () => (await ask<HistoryEntry[]>('GET', 'produits/history')).body;
  const inService = async () =>
    ((await (await api.get('/api/releases')).json()) as RegisteredRelease[]).map(({ role, traffic, release }) => [
      release.version,
      role,
      traffic,
    ]);

  /** Makes 1.1.0 the canary with this share; 1.0.0 has the rest. */
  async function startCanary(share = 10, rest: object = {}): Promise<Release> {
    const build = buildOf({ version: '1.1.0' });
    await publish(buildOf());
    await setTraffic('1.0.0', 100);
    await publish(build);
    expect((await setTraffic('1.1.0', share, rest)).body).toMatchObject({ state: 'canary', traffic: share });
    return build.release;
  }

  const from = (ip: string, path: string, body: object) =>
    api.send('POST', path, {
      headers: { 'x-forwarded-for': ip, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const load = (ip: string, version: string) =>
    from(ip, '/api/web-vitals', { vitals: [], loads: [{ slice: 'produits', version, result: 'loaded' }] });
  const fail = (ip: string, { version, integrity }: Release, rest: Partial<Incident> = {}) =>
    from(ip, '/api/frontends/produits/incidents', {
      version,
      integrity,
      kind: 'render',
      place: '/produits/:id',
      message: 'TypeError: x is undefined',
      fallback: '1.0.0',
      ...rest,
    });

  return {
    token,
    tokenOf,
    ask,
    upload,
    publish,
    setTraffic,
    status,
    states,
    history,
    inService,
    startCanary,
    load,
    fail,
  };
}
