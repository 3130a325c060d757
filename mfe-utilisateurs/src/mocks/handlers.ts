import { mock, unknownRoute } from '@boutique/contract-testing/mock';
import { MockProblem } from '@boutique/contract-testing/mock-problem';
import { administrationMocks } from '@boutique/contract-testing/mocks/administration';
import { adressesMocks } from '@boutique/contract-testing/mocks/adresses';
import { commandesMocks } from '@boutique/contract-testing/mocks/commandes';
import { compteMocks } from '@boutique/contract-testing/mocks/compte';
import { imageHandler } from '@boutique/contract-testing/mocks/images';
import type { MockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { sessionMocks } from '@boutique/contract-testing/mocks/session';
import { paginate } from '@boutique/contract-testing/paging';
import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import type { RequestHandler } from 'msw';

/** The part of the API that accounts, orders and their administration use, in memory. */
export const handlersOf = (shop: MockShop): RequestHandler[] => [
  ...publicProfiles(shop),
  ...sessionMocks(shop),
  ...compteMocks(shop),
  ...adressesMocks(shop),
  ...commandesMocks(shop),
  ...administrationMocks(shop),
  imageHandler,
  unknownRoute,
];

/** The contract cuts the e-mail off. */
function publicProfiles(shop: MockShop): RequestHandler[] {
  const publics = () =>
    shop.comptes
      .map(({ compte }) => compte)
      .filter(({ profilPublic, actif }) => profilPublic && actif)
      .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'));
  return [
    mock(utilisateursRoutes.list, ({ query }) => paginate(publics(), { ...query, scope: 'utilisateurs' })),
    mock(utilisateursRoutes.read, ({ params }) => {
      const found = publics().find(({ id }) => id === params.id);
      if (!found) throw new MockProblem('utilisateur-introuvable', `Aucun profil public ${params.id}`);
      return found;
    }),
  ];
}
