/** Props of the widgets that one slice offers to others, by widget name. */
export interface WidgetProps {
  /**
   * Owned by panier: puts one product into the cart. `compact` is a small button for a card in a list, without the
   * choice of a quantity.
   */
  AjouterAuPanier: { produitId: string; nom: string; stock: number; compact?: boolean };
  /** Owned by panier: the content of the cart, in the page's header. */
  MiniPanier: Record<never, never>;
  /** Owned by utilisateurs: the link to sign in or the menu of the account, in the page's header. */
  MenuCompte: Record<never, never>;
  /** Owned by produits: the search field with suggestions in the page's header. */
  RechercheProduits: Record<never, never>;
}
export type WidgetName = keyof WidgetProps;
