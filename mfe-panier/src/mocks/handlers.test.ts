import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { handlers } from './handlers.ts';

describeUnknownRoutes(() => serveMocks(handlers));
