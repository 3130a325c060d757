import { describeAdministrationCommandes } from '@boutique/contract-testing/suites/administration-commandes.suite';
import { describeAdministrationProduits } from '@boutique/contract-testing/suites/administration-produits.suite';
import { describeAdministrationUtilisateurs } from '@boutique/contract-testing/suites/administration-utilisateurs.suite';
import { describeAdresses } from '@boutique/contract-testing/suites/adresses.suite';
import { describeAvis } from '@boutique/contract-testing/suites/avis.suite';
import { describeCommandes } from '@boutique/contract-testing/suites/commandes.suite';
import { describeCompte } from '@boutique/contract-testing/suites/compte.suite';
import { describeEntetes } from '@boutique/contract-testing/suites/entetes.suite';
import { describeFavoris } from '@boutique/contract-testing/suites/favoris.suite';
import { describePanier } from '@boutique/contract-testing/suites/panier.suite';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeSession } from '@boutique/contract-testing/suites/session.suite';
import { describeSystem } from '@boutique/contract-testing/suites/system.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { describeWebVitals } from '@boutique/contract-testing/suites/web-vitals.suite';
import type { Visitors } from '@boutique/contract-testing/visitors';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/databases.ts';
import { recordPurchase } from '../test/purchases.ts';
import { startApi, type TestApi } from '../test/start-api.ts';
import { browserOf, createAccount, visitorsOf } from '../test/visitors.ts';

// the suites that the mocks pass, too
let database: TestDatabase;
let api: TestApi;
let people: ReturnType<typeof visitorsOf>;

beforeAll(async () => {
  database = await createTestDatabase('demo');
  api = await startApi(database);
  people = visitorsOf(database.db, () => api);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** The database is there once the tests run, not yet while they are described. */
const visitors: Visitors = {
  guest: () => people.guest(),
  user: () => people.user(),
  admin: () => people.admin(),
};
const buyerOf = async (produitId: string) => {
  const { id, token } = await createAccount(database.db, 'user');
  await recordPurchase(database.db, { utilisateurId: id, produitId });
  return browserOf(api, token);
};
const server = () => ({ baseUrl: api.url });
describeProduits(server);
describeUtilisateurs(server);
describePanier(visitors);
describeFavoris(visitors);
describeCommandes(visitors);
describeAdministrationCommandes(visitors);
describeWebVitals(server);
describeSystem(server);
describeUnknownRoutes(server);
describeEntetes(visitors);
describeAvis(visitors, buyerOf);
describeAdministrationProduits(visitors);
describeSession(visitors);
describeCompte(visitors);
describeAdresses(visitors);
describeAdministrationUtilisateurs(visitors);
