import type { ApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import { emit } from '@boutique/contracts/events';
import type { Panier } from '@boutique/contracts/panier';
import { type QueryClient, useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';
import { acceptPanier } from './panier-sync.ts';
import { type Change, changeKey } from './pending-changes.ts';

/**
 * Changes the cart: at once on the page, by one request after another to the API. After a refusal the cart shows the API's
 * state again, which is then read again.
 */
export function useChangePanier() {
  const { api, locale } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationKey: changeKey,
    scope: { id: 'panier' },
    mutationFn: (change: Change) => (isOutdated(client, change) ? Promise.resolve(null) : send(api, locale, change)),
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

/** Whether a newer change has replaced this waiting one: of five steps up, the first and the last are sent. */
function isOutdated(client: QueryClient, change: Change): boolean {
  if (change.type !== 'set') return false;
  const pending = client.getMutationCache().findAll({ mutationKey: changeKey, status: 'pending' });
  const changes = pending.map(({ state }) => state.variables as Change);
  return changes
    .slice(changes.indexOf(change) + 1)
    .some(({ type, produitId }) => type !== 'add' && produitId === change.produitId);
}
