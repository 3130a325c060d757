import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { handlers } from './handlers.ts';

describeUtilisateurs(() => serveMocks(handlers));
describeUnknownRoutes(() => serveMocks(handlers));
