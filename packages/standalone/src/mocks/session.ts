import { sessionRoutes } from '@boutique/contracts/comptes';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import { compteOfEmail } from './compte.ts';
import type { MockShop } from './mock-shop.ts';
import { signedIn } from './signed-in.ts';

/** Signing in and out. An unknown address, a wrong password and a disabled account get the same answer. */
export const sessionMocks = (shop: MockShop): RequestHandler[] => [
  mock(sessionRoutes.read, () => ({ compte: shop.visiteur })),
  mock(sessionRoutes.create, ({ body }) => {
    const kept = compteOfEmail(shop, body.email);
    if (!kept?.compte.actif || kept.motDePasse !== body.motDePasse) {
      throw new MockProblem('identifiants-invalides', 'Vérifiez l’adresse e-mail et le mot de passe.');
    }
    shop.visiteur = kept.compte;
    return { compte: kept.compte };
  }),
  mock(sessionRoutes.delete, () => {
    shop.visiteur = null;
    return undefined;
  }),
  mock(sessionRoutes.deleteAll, () => {
    signedIn(shop);
    shop.visiteur = null;
    return undefined;
  }),
];
