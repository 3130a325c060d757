import { randomUUID } from 'node:crypto';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import type { Visitors } from '@boutique/contract-testing/visitors';
import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import type { Database } from '../src/platform/db/database.ts';
import { digestOf, newToken } from '../src/platform/tokens.ts';

/** Browsers of people who visit a test's API; those who are signed in have accounts of their own. */
export function visitorsOf(db: Database, server: () => { url: string }) {
  const signedIn = async (role: Role) => browserOf(server(), (await createAccount(db, role)).token);
  return {
    guest: async () => ({ baseUrl: server().url, fetch: fetchWithCookies() }),
    user: () => signedIn('user'),
    admin: () => signedIn('admin'),
  } satisfies Visitors;
}

/** A browser with an open session. */
export const browserOf = ({ url }: { url: string }, token: string) => ({
  baseUrl: url,
  fetch: fetchWithCookies({ [SESSION_COOKIE]: token }),
});

/** An account without a password, and the token of a session that is open for it. */
export async function createAccount(db: Database, role: Role, row: Record<string, unknown> = {}) {
  const [{ id }] = await db('utilisateurs')
    .insert({ nom: 'Camille', email: `${randomUUID()}@boutique.example`, role, ...row })
    .returning('id');
  const token = newToken();
  await db('sessions').insert({ jeton_sha256: digestOf(token), utilisateur_id: id });
  return { id: id as string, token };
}
