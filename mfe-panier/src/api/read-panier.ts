import { useQuery, useShell } from '@boutique/facade';
import { useHint } from './panier-hint.ts';
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

/**
 * The cart for the header of every page. It is requested when an account is signed in, when this browser has put a product
 * into a cart, or when the shopper opens it (`wanted`). Until then `known` is false, and the number of articles is the last
 * one seen.
 */
export function usePanierSummary(wanted: boolean) {
  const { session } = useShell();
  const hint = useHint();
  const { panier, error, refetch } = usePanier({ enabled: wanted || Boolean(session) || hint > 0 });
  const changes = usePendingChanges();
  const unknown = { lignes: [], nombreArticles: hint, totalCentimes: 0 };
  return { panier: panier ?? applyChanges(unknown, changes), known: panier !== undefined, error, refetch };
}
