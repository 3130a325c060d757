import { describeCommandes } from '@boutique/contract-testing/suites/commandes.suite';
import { describePaiements } from '@boutique/contract-testing/suites/paiements.suite';
import { describePanier } from '@boutique/contract-testing/suites/panier.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { mockBrowsers } from '@boutique/standalone/mock-browsers';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { serveMocks } from '@boutique/standalone/serve-mocks';
import { handlersOf } from './handlers.ts';

describePanier(mockBrowsers(handlersOf));
describeCommandes(mockBrowsers(handlersOf));
describePaiements(mockBrowsers(handlersOf));
describeUnknownRoutes(() => serveMocks(handlersOf(createMockShop())));
