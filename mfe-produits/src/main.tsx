import '@boutique/ui/base.css';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { roleOfSearch } from '@boutique/standalone/mocks/role-of-search';
import { withScenario } from '@boutique/standalone/scenarios';
import { startStandalone } from '@boutique/standalone/standalone.tsx';
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
