import { describeAdministrationCommandes } from '@boutique/contract-testing/suites/administration-commandes.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { mockBrowsers } from '@boutique/standalone/mock-browsers';
import { livraisonsMocks } from '@boutique/standalone/mocks/livraisons';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { panierMocks } from '@boutique/standalone/mocks/panier';
import { serveMocks } from '@boutique/standalone/serve-mocks';
import { handlersOf } from './handlers.ts';

describeUtilisateurs(() => serveMocks(handlersOf(createMockShop())));
// an order begins in a cart, whose mocks belong to another slice
const withCart = (shop: MockShop) => [...panierMocks(shop), ...livraisonsMocks(), ...handlersOf(shop)];
describeAdministrationCommandes(mockBrowsers(withCart));
describeUnknownRoutes(() => serveMocks(handlersOf(createMockShop())));
