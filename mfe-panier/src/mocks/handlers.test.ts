import { mockVisitors } from '@boutique/contract-testing/mock-visitors';
import { createMockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeCommandes } from '@boutique/contract-testing/suites/commandes.suite';
import { describePanier } from '@boutique/contract-testing/suites/panier.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { handlersOf } from './handlers.ts';

describePanier(mockVisitors(handlersOf));
describeCommandes(mockVisitors(handlersOf));
describeUnknownRoutes(() => serveMocks(handlersOf(createMockShop())));
