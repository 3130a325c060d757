import { SHELL } from '@boutique/contracts/release';
import type { Knex } from 'knex';
import { digestOf } from '../platform/tokens.ts';

/** By this prefix, people and secret scanners recognise a deploy token. */
export const TOKEN_PREFIX = 'boutique_';

/** The digest of a token's secret, which is stored instead of it. A token that an operator chose needs no prefix. */
export const deployTokenDigest = (token: string): Buffer =>
  digestOf(new RegExp(`^${TOKEN_PREFIX}[a-z0-9-]+_(.+)$`).exec(token)?.[1] ?? token);

export interface TokenRow {
  id: string;
  name: string;
  createdAt: string;
  usedAt: string | null;
}

const columns = { id: 'id', name: 'name', createdAt: 'created_at', usedAt: 'used_at' };

const tokenOf = ({
  createdAt,
  usedAt,
  ...row
}: {
  id: string;
  name: string;
  createdAt: Date;
  usedAt: Date | null;
}): TokenRow => ({
  ...row,
  createdAt: createdAt.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
});

export async function insertToken(
  trx: Knex,
  { slice, name, digest }: { slice: string; name: string; digest: Buffer },
): Promise<TokenRow> {
  const [{ id }] = await trx('deploy_tokens').insert({ slice, name, token_sha256: digest }).returning('id');
  return tokenOf(await trx('deploy_tokens').where({ id }).first(columns));
}

export async function listTokens(db: Knex, slice: string): Promise<TokenRow[]> {
  return (await db('deploy_tokens').where({ slice }).orderBy('id').select(columns)).map(tokenOf);
}

export async function countTokens(db: Knex, slice: string): Promise<number> {
  const [row] = await db('deploy_tokens').where({ slice }).select(db.raw('count(*)::int as total'));
  return row.total;
}

/** @returns the name of the deleted token; undefined when there was none */
export async function deleteToken(trx: Knex, slice: string, id: string): Promise<string | undefined> {
  const [row] = await trx('deploy_tokens').where({ slice, id }).delete().returning('name');
  return row?.name;
}

/** The slice and the name of a token; undefined when it does not exist or was revoked. */
export async function useToken(db: Knex, digest: Buffer): Promise<{ slice: string; name: string } | undefined> {
  const [row] = await db('deploy_tokens')
    .where({ token_sha256: digest })
    .update({ used_at: db.fn.now() })
    .returning(['slice', 'name']);
  return row;
}

const GATEWAY = 'gateway';

/** Stores the operator's secret with which gateways publish the shell, and revokes an earlier one. */
export async function setShellDeployToken(db: Knex, token: string): Promise<void> {
  const digest = deployTokenDigest(token);
  await db('slices').insert({ name: SHELL }).onConflict('name').ignore();
  await db('deploy_tokens').where({ slice: SHELL, name: GATEWAY }).whereNot({ token_sha256: digest }).delete();
  await db('deploy_tokens')
    .insert({ slice: SHELL, name: GATEWAY, token_sha256: digest })
    .onConflict('token_sha256')
    .ignore();
}
