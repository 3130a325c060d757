import { demoProduits } from '@boutique/demo-data/produits';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { roleOfSearch } from '@boutique/standalone/mocks/role-of-search';

/**
 * The mock shop of the standalone page, by its address. The cart has some products: `?role=user` signs an account in,
 * `?panier=vide` empties the cart, `?panier=epuise` adds lines that are sold out or short. `?paiement=en-ligne` adds that
 * way to pay.
 */
export function shopOfSearch(search: string): MockShop {
  const shop = createMockShop(roleOfSearch(search));
  const query = new URLSearchParams(search);
  const panier = query.get('panier');
  if (query.get('paiement') === 'en-ligne') shop.moyens.push({ mode: 'en-ligne', confirmationAuDelaCentimes: null });
  if (panier !== 'vide') {
    const sold = demoProduits.filter(({ stock }) => stock > 2).slice(0, 3);
    sold.forEach(({ id }, index) => void shop.panier.set(id, index + 1));
    if (panier === 'epuise') {
      sold.slice(0, 2).forEach(({ id }, index) => void shop.stocks.set(id, index));
    }
  }
  if (shop.visiteur) {
    const adresse = { nom: 'User', rue: '12 rue des Lilas', codePostal: '75011', ville: 'Paris', pays: 'FR' as const };
    const work = { nom: 'User', rue: '3 place du Marché', codePostal: '1204', ville: 'Genève', pays: 'CH' as const };
    shop.adresses.set(shop.visiteur.id, [
      { id: newId(), ...adresse, parDefaut: true },
      { id: newId(), ...work, parDefaut: false },
    ]);
  }
  return shop;
}
