import { mock, unknownRoute } from '@boutique/contract-testing/mock';
import { MockProblem } from '@boutique/contract-testing/mock-problem';
import { paginate } from '@boutique/contract-testing/paging';
import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';

const publics = demoUtilisateurs
  .filter(({ profilPublic }) => profilPublic)
  .sort((a, b) => a.nom.localeCompare(b.nom, 'fr'));

/** The accounts' part of the API, in memory over the demo data; the contract cuts the e-mail off. */
export const handlers = [
  mock(utilisateursRoutes.list, ({ query }) => paginate(publics, { ...query, scope: 'utilisateurs' })),
  mock(utilisateursRoutes.read, ({ params }) => {
    const found = publics.find(({ id }) => id === params.id);
    if (!found) throw new MockProblem('utilisateur-introuvable', `Aucun profil public ${params.id}`);
    return found;
  }),
  unknownRoute,
];
