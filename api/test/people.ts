import { randomUUID } from 'node:crypto';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import type { Database } from '../src/platform/db/database.ts';
import { digestOf, newToken } from '../src/platform/tokens.ts';

export const PASSWORD = 'cheval agrafe pile';
export const newEmail = () => `${randomUUID()}@boutique.example`;
export const newKey = (): string => randomUUID();

/** Creates an account without a password, with a session. @returns its id and the session's token */
export async function createAccount(db: Database, role: Role, row: Record<string, unknown> = {}) {
  const [{ id }] = await db('utilisateurs')
    .insert({ nom: 'Camille', email: newEmail(), role, ...row })
    .returning('id');
  const token = newToken();
  await db('sessions').insert({ jeton_sha256: digestOf(token), utilisateur_id: id });
  return { id: id as string, token };
}

type Address = { url: string };

/** A browser with the requests of a buyer. Every product of `produitRow` costs 49,90 EUR. */
export function browserOf({ url }: Address, jar: Record<string, string> = {}) {
  const fetch = fetchWithCookies(jar);
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    baseUrl: url,
    fetch,
    send,
    get: (path: string) => send('GET', path),
    put: (produitId: string, quantite: number) => send('PUT', `/api/panier/lignes/${produitId}`, { quantite }),
    add: (produitId: string, quantite: number) => send('POST', '/api/panier/lignes', { produitId, quantite }),
    order: (totalCentimes: number, key: string = newKey(), changes: Record<string, unknown> = {}) =>
      send('POST', '/api/commandes', { ...orderBody, totalCentimes, ...changes }, { 'idempotency-key': key }),
  };
}

/** The guest's token that an answer gives to the browser; '' without one. */
export const tokenOf = (response: Response): string =>
  /^visiteur=([^;]+)/.exec(response.headers.getSetCookie().join())?.[1] ?? '';

/** A browser that is signed in to a new account. */
export const signedIn = async (db: Database, api: Address, role: Role) =>
  browserOf(api, { [SESSION_COOKIE]: (await createAccount(db, role)).token });

/** A browser with parsed answers and a jar of cookies that a test can inspect. */
export function openBrowser(api: Address, jar: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const browser = browserOf(api, jar);
  const cookies = new Map(Object.entries(jar));
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await browser.send(method, path, body, headers);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    cookies,
    send,
    get: (path: string) => send('GET', path),
    signUp: (email: string, changes: object = {}) =>
      send('POST', '/api/utilisateurs', { nom: 'Camille', email, motDePasse: PASSWORD, ...changes }),
    signIn: (email: string, motDePasse = PASSWORD) => send('POST', '/api/session', { email, motDePasse }),
    whoAmI: async () => (await send('GET', '/api/session')).body.compte,
  };
}

export type Browser = ReturnType<typeof openBrowser>;

export const adresse = {
  nom: 'Camille Durand',
  rue: '12 rue des Lilas',
  codePostal: '69003',
  ville: 'Lyon',
  pays: 'FR',
} as const;

const orderBody = { email: 'camille@boutique.example', adresse, livraison: 'standard', paiement: 'a-la-livraison' };
