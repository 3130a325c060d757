import { createMockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { handlersOf } from './handlers.ts';

describeUtilisateurs(() => serveMocks(handlersOf(createMockShop())));
describeUnknownRoutes(() => serveMocks(handlersOf(createMockShop())));
