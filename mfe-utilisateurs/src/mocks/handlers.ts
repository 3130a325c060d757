import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { mock, unknownRoute } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import { administrationMocks } from '@boutique/standalone/mocks/administration';
import { adressesMocks } from '@boutique/standalone/mocks/adresses';
import { commandesMocks } from '@boutique/standalone/mocks/commandes';
import { compteMocks } from '@boutique/standalone/mocks/compte';
import { imageHandler } from '@boutique/standalone/mocks/images';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { sessionMocks } from '@boutique/standalone/mocks/session';
import { paginate } from '@boutique/standalone/paging';
import type { RequestHandler } from 'msw';

/** The API's routes for accounts, orders and their administration, in memory. */
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

/** The contract removes the e-mail address. */
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
