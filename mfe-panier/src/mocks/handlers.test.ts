import { describeCommandes } from '@boutique/contract-testing/suites/commandes.suite';
import { describePanier } from '@boutique/contract-testing/suites/panier.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { mockVisitors } from '@boutique/standalone/mock-visitors';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { serveMocks } from '@boutique/standalone/serve-mocks';
import { handlersOf } from './handlers.ts';

describePanier(mockVisitors(handlersOf));
describeCommandes(mockVisitors(handlersOf));
describeUnknownRoutes(() => serveMocks(handlersOf(createMockShop())));
