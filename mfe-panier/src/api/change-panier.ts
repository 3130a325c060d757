import { type ApiClient, cookiesRefused } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import { emit } from '@boutique/contracts/events';
import type { Panier } from '@boutique/contracts/panier';
import { type QueryClient, useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';
import { readHint } from './panier-hint.ts';
import { acceptPanier } from './panier-sync.ts';
import { type Change, changeKey } from './pending-changes.ts';

/**
 * Changes the cart: at once on the page, by one request after another to the API. After a refusal the cart shows the API's
 * state again, which is then read again.
 */
export function useChangePanier() {
  const { api, locale, session } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationKey: changeKey,
    scope: { id: 'panier' },
    mutationFn: async (change: Change) => {
      if (isOutdated(client, change)) return null;
      const isFirst = change.type === 'add' && !session && readHint() === 0;
      const panier = await send(api, locale, change);
      return isFirst ? readBack(api, locale) : panier;
    },
    onSuccess: (panier, change) => {
      if (panier) acceptPanier(client, locale, panier);
      if (change.type !== 'add') return;
      const { produitId, nom, quantite } = change;
      emit('panier:ligne-ajoutee', { produitId, nom, quantite });
    },
    onError: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/panier') }),
  });
}

function send(api: ApiClient, langue: Langue, change: Change): Promise<Panier> {
  const query = { langue };
  const { produitId } = change;
  switch (change.type) {
    case 'add':
      return api.request('post /api/panier/lignes', { query, body: { produitId, quantite: change.quantite } });
    case 'set': {
      const { quantite } = change;
      return api.request('put /api/panier/lignes/{produitId}', { params: { produitId }, query, body: { quantite } });
    }
    case 'remove':
      return api.request('delete /api/panier/lignes/{produitId}', { params: { produitId }, query });
  }
}

/**
 * A guest's first product comes with the cookie that names the cart. Where browser or network refuse it, every request
 * would begin another cart. @throws ApiError `cookies-refuses`
 */
async function readBack(api: ApiClient, langue: Langue): Promise<Panier> {
  const panier = await api.request('get /api/panier', { query: { langue } });
  if (panier.lignes.length === 0) throw cookiesRefused();
  return panier;
}

/** Whether a newer change has replaced this waiting one: of five steps up, the first and the last are sent. */
function isOutdated(client: QueryClient, change: Change): boolean {
  if (change.type !== 'set') return false;
  const pending = client.getMutationCache().findAll({ mutationKey: changeKey, status: 'pending' });
  const changes = pending.map(({ state }) => state.variables as Change);
  return changes
    .slice(changes.indexOf(change) + 1)
    .some(({ type, produitId }) => type !== 'add' && produitId === change.produitId);
}
