import '@boutique/ui/base.css';
import { withDemoCommandes } from '@boutique/contract-testing/mocks/demo-commandes';
import { createMockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { roleOfSearch } from '@boutique/contract-testing/mocks/role-of-search';
import { withScenario } from '@boutique/contract-testing/scenarios';
import { startStandalone } from '@boutique/federation/standalone.tsx';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';

const shop = withDemoCommandes(createMockShop(roleOfSearch(location.search)));
await startStandalone({
  declaration,
  slice,
  handlers: withScenario(handlersOf(shop), location.search),
  session: shop.visiteur,
});
