import type { Compte } from '@boutique/contracts/comptes';
import { MockProblem } from '../mock-problem.ts';
import type { MockShop } from './mock-shop.ts';

/** The signed-in account. @throws MockProblem `non-connecte` */
export function signedIn({ visiteur }: MockShop): Compte {
  if (!visiteur) throw new MockProblem('non-connecte', 'Connectez-vous, puis recommencez.');
  return visiteur;
}

/** The signed-in account, which must be staff. @throws MockProblem `non-connecte`, `acces-refuse` */
export function staff(shop: MockShop): Compte {
  const compte = signedIn(shop);
  if (compte.role !== 'admin') throw new MockProblem('acces-refuse', 'Cette action est réservée à l’administration.');
  return compte;
}
