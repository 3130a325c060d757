import '@boutique/ui/base.css';
import { withScenario } from '@boutique/contract-testing/scenarios';
import { startStandalone } from '@boutique/federation/standalone.tsx';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';
import { shopOfSearch } from './mocks/shop-of-search.ts';

const shop = shopOfSearch(location.search);
await startStandalone({
  declaration,
  slice,
  handlers: withScenario(handlersOf(shop), location.search),
  session: shop.visiteur,
});
