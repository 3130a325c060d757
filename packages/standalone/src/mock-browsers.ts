import type { Browsers } from '@boutique/contract-testing/browsers';
import type { RequestHandler } from 'msw';
import { createMockShop, type MockShop } from './mocks/mock-shop.ts';
import { serveMocks } from './serve-mocks.ts';

/** Browsers on the mocks for the contract suites, each with a shop of its own. */
export function mockBrowsers(handlersOf: (shop: MockShop) => RequestHandler[]): Browsers {
  const visit = async (role: 'admin' | 'user' | null) => serveMocks(handlersOf(createMockShop(role)));
  return { guest: () => visit(null), user: () => visit('user'), admin: () => visit('admin') };
}
