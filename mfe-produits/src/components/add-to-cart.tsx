import type { Produit } from '@boutique/contracts/produits';
import { useShell, Widget } from '@boutique/facade';
import { AddByPost } from './add-by-post.tsx';
import { AddUnavailable } from './add-unavailable.tsx';

/**
 * The cart's widget. Until its scripts come, and if they never do, a plain form that the gateway takes; without a cart, a
 * button with the reason. `compact` is for a card.
 */
export function AddToCart({ produit, compact = false }: { produit: Produit; compact?: boolean }) {
  const { id, nom, stock } = produit;
  const isOffered = useShell().loadWidget('AjouterAuPanier') !== null;
  return (
    <Widget
      name="AjouterAuPanier"
      props={{ produitId: id, nom, stock, compact }}
      fallback={isOffered ? <AddByPost produit={produit} compact={compact} /> : <AddUnavailable compact={compact} />}
    />
  );
}
