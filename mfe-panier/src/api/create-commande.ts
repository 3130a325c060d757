import type { ApiClient, ApiError } from '@boutique/contracts/client';
import type { Commande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';
import type { OrderIntent } from '../checkout/order-intent.ts';
import { acceptPanier } from './panier-sync.ts';
import { commandeQuery } from './read-commande.ts';

/** The time for one answer, and the number and pause of retries while the API still handles the request. */
const TIMEOUT_MS = 30_000;
const TRIES = 5;
const PAUSE_MS = 1_000;

/** Orders the cart. The same intent sent again gives the same order, never a second one. */
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
    // browsers before 2024 lack it, or abort with another error: they wait as long as the network lets them
    const signal = AbortSignal.timeout?.(TIMEOUT_MS);
    try {
      return await api.request('post /api/commandes', {
        query: { langue },
        headers: { 'Idempotency-Key': cle },
        body: commande,
        ...(signal && { signal }),
      });
    } catch (error) {
      if (codeOf(error) !== 'requete-en-cours' || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

const codeOf = (error: unknown) => (error as Partial<ApiError>).code;

/** Whether this failure leaves open if the order exists: a missing, interrupted or unusable answer. */
export function isOutcomeUnknown(error: unknown): boolean {
  const { status = 0 } = error as Partial<ApiError>;
  return status < 400 || status >= 500 || codeOf(error) === 'requete-en-cours';
}
