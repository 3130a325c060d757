import { mockVisitors } from '@boutique/contract-testing/mock-visitors';
import { livraisonsMocks } from '@boutique/contract-testing/mocks/livraisons';
import { createMockShop, type MockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { panierMocks } from '@boutique/contract-testing/mocks/panier';
import { serveMocks } from '@boutique/contract-testing/serve-mocks';
import { describeAdministrationCommandes } from '@boutique/contract-testing/suites/administration-commandes.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { handlersOf } from './handlers.ts';

describeUtilisateurs(() => serveMocks(handlersOf(createMockShop())));
// an order begins in a cart, which is another slice's
const withCart = (shop: MockShop) => [...panierMocks(shop), ...livraisonsMocks(), ...handlersOf(shop)];
describeAdministrationCommandes(mockVisitors(withCart));
describeUnknownRoutes(() => serveMocks(handlersOf(createMockShop())));
