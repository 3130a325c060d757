import type { Visitors } from '@boutique/contract-testing/visitors';
import type { RequestHandler } from 'msw';
import { createMockShop, type MockShop } from './mocks/mock-shop.ts';
import { serveMocks } from './serve-mocks.ts';

/** Visitors of the simulated shop for the contract suites, each with a shop of his own. */
export function mockVisitors(handlersOf: (shop: MockShop) => RequestHandler[]): Visitors {
  const visit = async (role: 'admin' | 'user' | null) => serveMocks(handlersOf(createMockShop(role)));
  return { guest: () => visit(null), user: () => visit('user'), admin: () => visit('admin') };
}
