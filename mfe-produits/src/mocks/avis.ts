import { type Avis, avisRoutes } from '@boutique/contracts/avis';
import { mock } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { signedIn } from '@boutique/standalone/mocks/signed-in';
import { paginate } from '@boutique/standalone/paging';
import type { RequestHandler } from 'msw';
import type { Catalogue, Fiche } from './catalogue.ts';

/** Reviews, by accounts to which an order of `shop.commandes` with the product was delivered. */
export const avisMocks = (shop: MockShop, catalogue: Catalogue): RequestHandler[] => {
  const ficheOf = (idOrSlug: string): Fiche => {
    const fiche = catalogue.find(idOrSlug);
    if (fiche?.produit.actif) return fiche;
    throw new MockProblem('produit-introuvable', `Aucun produit « ${idOrSlug} »`);
  };
  const hasReceived = (produitId: string) =>
    shop.commandes.some(
      ({ acheteur, commande }) =>
        acheteur === shop.visiteur?.id &&
        commande.statut === 'livree' &&
        commande.lignes.some((ligne) => ligne.produitId === produitId),
    );
  const ownOf = ({ avis }: Fiche) => avis.find(({ auteurId }) => auteurId === shop.visiteur?.id);

  return [
    mock(avisRoutes.list, ({ params, query }) => {
      const { produit, avis } = ficheOf(params.id);
      return paginate<Avis>(avis.toReversed(), { ...query, scope: `avis ${produit.id}` });
    }),
    mock(avisRoutes.readOwn, ({ params }) => {
      signedIn(shop);
      const fiche = ficheOf(params.id);
      return { achete: hasReceived(fiche.produit.id), avis: ownOf(fiche) ?? null };
    }),
    mock(avisRoutes.create, ({ params, body }) => {
      const { id: auteurId, nom: auteur } = signedIn(shop);
      const fiche = ficheOf(params.id);
      if (!hasReceived(fiche.produit.id)) throw new MockProblem('achat-requis', 'Attendez de recevoir ce produit.');
      if (ownOf(fiche)) throw new MockProblem('avis-deja-donne', 'Retirez d’abord votre avis.');
      const avis = { id: newId(), ...body, auteur, auteurId, creeLe: new Date().toISOString() };
      fiche.avis.push(avis);
      catalogue.changed();
      return avis;
    }),
    mock(avisRoutes.delete, ({ params }) => {
      const { id: auteurId, role } = signedIn(shop);
      for (const fiche of catalogue.fiches.values()) {
        const index = fiche.avis.findIndex((avis) => avis.id === params.id);
        const avis = fiche.avis[index];
        if (!avis || (avis.auteurId !== auteurId && role !== 'admin')) continue;
        fiche.avis.splice(index, 1);
        catalogue.changed();
        return undefined;
      }
      throw new MockProblem('avis-introuvable', `Aucun avis « ${params.id} »`);
    }),
  ];
};
