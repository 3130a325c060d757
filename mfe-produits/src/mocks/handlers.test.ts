import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { handlers } from './handlers.ts';

describeProduits(() => serveMocks(handlers));
describeUnknownRoutes(() => serveMocks(handlers));
