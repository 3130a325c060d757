import { useQuery, useShell } from '@boutique/facade';
import { readHint } from './panier-hint.ts';
import { panierQuery, usePanierSync } from './panier-sync.ts';
import { applyChanges, usePendingChanges } from './pending-changes.ts';

/** The cart with the changes that are on their way; `saved` is what the API last said of it. */
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
 * The cart for the header of every page. It is asked for when an account is signed in, when this browser has put
 * something into a cart, or once somebody wants to look inside (`wanted`); until then `known` is false, and the number
 * of articles is what was last seen.
 */
export function usePanierSummary(wanted: boolean) {
  const { session } = useShell();
  const { panier, error, refetch } = usePanier({ enabled: wanted || Boolean(session) || readHint() > 0 });
  const changes = usePendingChanges();
  return { panier: panier ?? applyChanges(unknownPanier(), changes), known: panier !== undefined, error, refetch };
}
