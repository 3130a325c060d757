import { describeMesures } from '@boutique/contract-testing/suites/mesures.suite';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeSystem } from '@boutique/contract-testing/suites/system.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/databases.ts';
import { startApi, type TestApi } from '../test/start-api.ts';

// the suites that the mocks pass, too
let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase('demo');
  api = await startApi(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const server = () => ({ baseUrl: api.url });
describeProduits(server);
describeUtilisateurs(server);
describeMesures(server);
describeSystem(server);
describeUnknownRoutes(server);
