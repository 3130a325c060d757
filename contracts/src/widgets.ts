/** Props of the widgets that cross from one slice to another, by widget name. */
export interface WidgetProps {
  /** Owned by panier: puts one product into the cart. */
  AjouterAuPanier: { produitId: string; nom: string; stock: number };
  /** Owned by produits: the search field with suggestions in the page's header. */
  RechercheProduits: Record<never, never>;
}
export type WidgetName = keyof WidgetProps;
