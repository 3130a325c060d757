import type { Browsers } from '@boutique/contract-testing/browsers';
import { describeAdministrationCommandes } from '@boutique/contract-testing/suites/administration-commandes.suite';
import { describeAdministrationProduits } from '@boutique/contract-testing/suites/administration-produits.suite';
import { describeAdministrationUtilisateurs } from '@boutique/contract-testing/suites/administration-utilisateurs.suite';
import { describeAdresses } from '@boutique/contract-testing/suites/adresses.suite';
import { describeAvis } from '@boutique/contract-testing/suites/avis.suite';
import { describeCommandes } from '@boutique/contract-testing/suites/commandes.suite';
import { describeCompte } from '@boutique/contract-testing/suites/compte.suite';
import { describeFavoris } from '@boutique/contract-testing/suites/favoris.suite';
import { describePaiements } from '@boutique/contract-testing/suites/paiements.suite';
import { describePanier } from '@boutique/contract-testing/suites/panier.suite';
import { describePlanDuSite } from '@boutique/contract-testing/suites/plan-du-site.suite';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeSession } from '@boutique/contract-testing/suites/session.suite';
import { describeSynonymes } from '@boutique/contract-testing/suites/synonymes.suite';
import { describeSystem } from '@boutique/contract-testing/suites/system.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { describeUtilisateurs } from '@boutique/contract-testing/suites/utilisateurs.suite';
import { describeWebVitals } from '@boutique/contract-testing/suites/web-vitals.suite';
import { test } from '../test/fixtures.ts';
import { browserOf, createAccount } from '../test/people.ts';
import { recordPurchase } from '../test/rows.ts';
import type { TestApi } from '../test/start-api.ts';
import type { Database } from './platform/db/database.ts';

// the mocks pass the same suites
test.override('template', 'demo');

/** Set before the tests run: the API does not exist yet while suites are described. */
let shop: Browsers & { api: TestApi; db: Database };
test.beforeAll(({ api, db, guest, user, admin }) => {
  shop = { api, db, guest, user, admin };
});

const browsers: Browsers = { guest: () => shop.guest(), user: () => shop.user(), admin: () => shop.admin() };
const server = () => ({ baseUrl: shop.api.url });
const buyerOf = async (produitId: string) => {
  const { id, token } = await createAccount(shop.db, 'user');
  await recordPurchase(shop.db, { utilisateurId: id, produitId });
  return browserOf(shop.api, { session: token });
};

describeProduits(server);
describeUtilisateurs(server);
describePanier(browsers);
describeFavoris(browsers);
describeCommandes(browsers);
describePaiements(browsers);
describeAdministrationCommandes(browsers);
describeWebVitals(server);
describeSystem(server);
describeUnknownRoutes(server);
describePlanDuSite(server);
describeAvis(browsers, buyerOf);
describeAdministrationProduits(browsers);
describeSynonymes(browsers);
describeSession(browsers);
describeCompte(browsers);
describeAdresses(browsers);
describeAdministrationUtilisateurs(browsers);
