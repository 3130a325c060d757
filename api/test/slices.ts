import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../src/platform/db/database.ts';
import { buildOf } from './slice-server.ts';

/** Registers a slice with a deploy token: 1.0.0 was active, 1.1.0 is. */
export async function createSlice(db: Database): Promise<{ slice: string; token: string }> {
  const slice = `s-${randomUUID()}`.slice(0, 30);
  await db('slices').insert({ name: slice });
  for (const [version, state, at] of [
    ['1.0.0', 'retired', '2026-01-01T00:00:00Z'],
    ['1.1.0', 'active', '2026-01-02T00:00:00Z'],
  ]) {
    const routes = [{ path: `/${slice}`, requests: [], modules: [], styles: [] }];
    const { release } = buildOf({ name: slice, version: version as string, routes, navigation: [] });
    const { integrity } = release;
    const row = { slice, version, integrity, state, active_at: at, served_at: at };
    await db('releases').insert({ ...row, release: JSON.stringify(release) });
  }
  const [{ id }] = await db('deploy_tokens')
    .insert({ slice, name: 'ci', token_sha256: randomBytes(32) })
    .returning('id');
  return { slice, token: id };
}
