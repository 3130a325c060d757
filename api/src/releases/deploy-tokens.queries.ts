import type { Knex } from 'knex';

export interface TokenRow {
  id: string;
  nom: string;
  creeLe: string;
  utiliseLe: string | null;
}

const columns = { id: 'id', nom: 'name', creeLe: 'created_at', utiliseLe: 'used_at' };

const tokenOf = ({
  creeLe,
  utiliseLe,
  ...row
}: {
  id: string;
  nom: string;
  creeLe: Date;
  utiliseLe: Date | null;
}): TokenRow => ({
  ...row,
  creeLe: creeLe.toISOString(),
  utiliseLe: utiliseLe?.toISOString() ?? null,
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

/** @returns the name that the token had */
export async function deleteToken(trx: Knex, slice: string, id: string): Promise<string | undefined> {
  const [row] = await trx('deploy_tokens').where({ slice, id }).delete().returning('name');
  return row?.name;
}

/** Whose token that is; undefined when it is nobody's, or was revoked. */
export async function useToken(db: Knex, digest: Buffer): Promise<{ slice: string; name: string } | undefined> {
  const [row] = await db('deploy_tokens')
    .where({ token_sha256: digest })
    .update({ used_at: db.fn.now() })
    .returning(['slice', 'name']);
  return row;
}
