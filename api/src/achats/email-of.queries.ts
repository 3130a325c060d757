import type { Knex } from 'knex';

/** The e-mail address of an account. */
export async function emailOf(db: Knex, utilisateurId: string): Promise<string | undefined> {
  const row = await db('utilisateurs').where({ id: utilisateurId }).first<{ email: string } | undefined>('email');
  return row?.email;
}
