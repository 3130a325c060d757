import { createMockShop, type MockShop } from '@boutique/contract-testing/mocks/mock-shop';
import type { Compte } from '@boutique/contracts/comptes';

/** A shop with somebody signed in, for tests. */
export function shopOf(role: 'admin' | 'user'): MockShop & { visiteur: Compte } {
  const shop = createMockShop(role);
  const { visiteur } = shop;
  if (!visiteur) throw new Error(`The demo data have nobody with the role ${role}`);
  return Object.assign(shop, { visiteur });
}
