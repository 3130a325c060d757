import type { ApiClient, ApiError } from '@boutique/contracts/client';
import type { Commande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';
import type { OrderIntent } from '../checkout/order-intent.ts';
import { acceptPanier } from './panier-sync.ts';
import { commandeQuery } from './read-commande.ts';

/** How long one answer may take, and how often and after which pause a request that is still being handled is sent again. */
const TIMEOUT_MS = 30_000;
const TRIES = 5;
const PAUSE_MS = 1_000;

/** Orders what is in the cart. Sent again with the same intent it gives the same order, never a second one. */
export function useCreateCommande() {
  const { api, locale } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (intent: OrderIntent) => send(api, locale, intent),
    onSuccess: (commande) => {
      client.setQueryData(commandeQuery(commande.id, locale).queryKey, commande);
      void client.invalidateQueries({ queryKey: apiKeys.route('get /api/commandes') });
      acceptPanier(client, locale, { lignes: [], nombreArticles: 0, totalCentimes: 0 });
    },
    onError: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: apiKeys.route('get /api/panier') }),
        client.invalidateQueries({ queryKey: apiKeys.route('get /api/livraisons') }),
      ]),
  });
}

async function send(api: ApiClient, langue: Langue, { cle, commande }: OrderIntent): Promise<Commande> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.request('post /api/commandes', {
        query: { langue },
        headers: { 'Idempotency-Key': cle },
        body: commande,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      if (codeOf(error) !== 'requete-en-cours' || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

const codeOf = (error: unknown) => (error as Partial<ApiError>).code;

/** Whether nobody can tell from this failure if the order was made: no answer, one that broke off, one of no use. */
export function isOutcomeUnknown(error: unknown): boolean {
  const { status = 0 } = error as Partial<ApiError>;
  return status < 400 || status >= 500 || codeOf(error) === 'requete-en-cours';
}
