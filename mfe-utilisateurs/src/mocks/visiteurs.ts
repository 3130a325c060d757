import type { Compte } from '@boutique/contracts/comptes';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';

/** A mock shop with a signed-in account, for tests. */
export function shopOf(role: 'admin' | 'user'): MockShop & { visiteur: Compte } {
  const shop = createMockShop(role);
  const { visiteur } = shop;
  if (!visiteur) throw new Error(`The demo data have no account with the role ${role}`);
  return Object.assign(shop, { visiteur });
}
