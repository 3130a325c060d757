import '@boutique/ui/base.css';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { withScenario } from '@boutique/standalone/scenarios';
import { startStandalone } from '@boutique/standalone/standalone.tsx';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';

// the console is for staff: on mocks, an admin is signed in
const shop = createMockShop('admin');
await startStandalone({
  declaration,
  slice,
  handlers: withScenario(handlersOf(shop), location.search),
  session: shop.visiteur && { ...shop.visiteur },
});
