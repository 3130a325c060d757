import { mockVisitors } from '@boutique/contract-testing/mock-visitors';
import { createMockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeFavoris } from '@boutique/contract-testing/suites/favoris.suite';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { handlersOf } from './handlers.ts';

const handlers = handlersOf(createMockShop());
describeFavoris(mockVisitors(handlersOf));

describeProduits(() => serveMocks(handlers));
describeUnknownRoutes(() => serveMocks(handlers));
