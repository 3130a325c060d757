import '@boutique/ui/base.css';
import { withScenario } from '@boutique/standalone/scenarios';
import { startStandalone } from '@boutique/standalone/standalone.tsx';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';
import { standaloneShop } from './mocks/standalone-shop.ts';

const shop = standaloneShop(location.search);
await startStandalone({
  declaration,
  slice,
  handlers: withScenario(handlersOf(shop), location.search),
  session: shop.visiteur && { ...shop.visiteur },
});
