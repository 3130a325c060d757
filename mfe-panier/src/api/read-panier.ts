import { useQuery, useShell } from '@boutique/facade';
import { readHint } from './panier-hint.ts';
import { panierQuery, usePanierSync } from './panier-sync.ts';
import { applyChanges, usePendingChanges } from './pending-changes.ts';

/** The cart with pending changes; `saved` is the API's last answer. */
export function usePanier({ enabled = true } = {}) {
  const { locale } = useShell();
  usePanierSync();
  const { data, error, refetch, isFetching } = useQuery({
    ...panierQuery(locale),
    refetchOnWindowFocus: 'always',
    enabled,
  });
  const changes = usePendingChanges();
  return { panier: data && applyChanges(data, changes), saved: data, error, refetch, isFetching };
}

const unknownPanier = () => ({ lignes: [], nombreArticles: readHint(), totalCentimes: 0 });

/**
 * The cart for the header of every page. It is requested when an account is signed in, when this browser has put a product
 * into a cart, or when the shopper opens it (`wanted`). Until then `known` is false, and the number of articles is the last
 * one seen.
 */
export function usePanierSummary(wanted: boolean) {
  const { session } = useShell();
  const { panier, error, refetch } = usePanier({ enabled: wanted || Boolean(session) || readHint() > 0 });
  const changes = usePendingChanges();
  return { panier: panier ?? applyChanges(unknownPanier(), changes), known: panier !== undefined, error, refetch };
}
