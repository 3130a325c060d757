import { describeAdministrationProduits } from '@boutique/contract-testing/suites/administration-produits.suite';
import { describeAvis } from '@boutique/contract-testing/suites/avis.suite';
import { describeFavoris } from '@boutique/contract-testing/suites/favoris.suite';
import { describeProduits } from '@boutique/contract-testing/suites/produits.suite';
import { describeUnknownRoutes } from '@boutique/contract-testing/suites/unknown-routes.suite';
import { mockVisitors } from '@boutique/standalone/mock-visitors';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { serveMocks } from '@boutique/standalone/serve-mocks';
import { handlersOf } from './handlers.ts';

const handlers = handlersOf(createMockShop());
const visitors = mockVisitors(handlersOf);

describeProduits(() => serveMocks(handlers));
describeFavoris(visitors);
describeAdministrationProduits(visitors);
describeAvis(visitors, async (produitId) => {
  const shop = withDemoCommandes(createMockShop('user'));
  const own = shop.commandes.find(
    ({ acheteur, commande }) => acheteur === shop.visiteur?.id && commande.statut === 'livree',
  );
  const [ligne] = own?.commande.lignes ?? [];
  if (!ligne) throw new Error('the demo orders hold none of the visitor’s that was delivered');
  ligne.produitId = produitId;
  return serveMocks(handlersOf(shop));
});
describeUnknownRoutes(() => serveMocks(handlers));
