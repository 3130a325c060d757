import { type ApiClient, cookiesRefused } from '@boutique/contracts/client';
import type { Compte } from '@boutique/contracts/comptes';

/**
 * The account that has just signed in. Where browser or network refuse its cookie, the next page would be a guest's.
 * @throws ApiError `cookies-refuses`
 */
export async function readBack(api: ApiClient): Promise<Compte> {
  const { compte } = await api.request('get /api/session', {});
  if (!compte) throw cookiesRefused();
  return compte;
}
