import { describeAdministrationProduits } from '@boutique/contract-testing/suites/administration-produits.suite';
import { describeAvis } from '@boutique/contract-testing/suites/avis.suite';
import { describeFavoris } from '@boutique/contract-testing/suites/favoris.suite';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeSynonymes } from '@boutique/contract-testing/suites/synonymes.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { mockBrowsers } from '@boutique/standalone/mock-browsers';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { serveMocks } from '@boutique/standalone/serve-mocks';
import { handlersOf } from './handlers.ts';

const handlers = handlersOf(createMockShop());
const browsers = mockBrowsers(handlersOf);

describeProduits(() => serveMocks(handlers));
describeFavoris(browsers);
describeAdministrationProduits(browsers);
describeSynonymes(browsers);
describeAvis(browsers, async (produitId) => {
  const shop = withDemoCommandes(createMockShop('user'));
  const own = shop.commandes.find(
    ({ acheteur, commande }) => acheteur === shop.visiteur?.id && commande.statut === 'livree',
  );
  const [ligne] = own?.commande.lignes ?? [];
  if (!ligne) throw new Error('the demo orders of this account have no delivered one');
  ligne.produitId = produitId;
  return serveMocks(handlersOf(shop));
});
describeUnknownRoutes(() => serveMocks(handlers));
