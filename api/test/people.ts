import { randomUUID } from 'node:crypto';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import type { TestApi } from './start-api.ts';

export const PASSWORD = 'cheval agrafe pile';
export const newEmail = () => `${randomUUID()}@boutique.example`;

/** One browser that talks JSON to the API, with a jar of cookies that a test may look into. */
export function openBrowser(api: () => TestApi, { jar = {}, headers = {} }: BrowserOptions = {}) {
  const keeping = fetchWithCookies(jar);
  const cookies = new Map(Object.entries(jar));
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await keeping(api().url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
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
interface BrowserOptions {
  jar?: Record<string, string>;
  headers?: Record<string, string>;
}
