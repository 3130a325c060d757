import type { Produit } from '@boutique/contracts/produits';
import { Widget } from '@boutique/facade';
import { AddUnavailable } from './add-unavailable.tsx';

/** The cart's widget, or a button with the reason for its absence. `compact` is for a card. */
export function AddToCart({ produit, compact = false }: { produit: Produit; compact?: boolean }) {
  const { id, nom, stock } = produit;
  return (
    <Widget
      name="AjouterAuPanier"
      props={{ produitId: id, nom, stock, compact }}
      fallback={<AddUnavailable compact={compact} />}
      loading={<AddUnavailable compact={compact} silent />}
    />
  );
}
