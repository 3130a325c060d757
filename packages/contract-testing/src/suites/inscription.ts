import { type Compte, compteRoutes, type Inscription } from '@boutique/contracts/comptes';
import type { Server } from '../browsers.ts';
import { succeeds } from './changes.ts';

/** The data to sign up a new account. */
export const newInscription = (changes: Partial<Inscription> = {}): Inscription => ({
  nom: 'Camille Martin',
  email: `${crypto.randomUUID()}@boutique.example`,
  motDePasse: 'cheval agrafe pile',
  ...changes,
});

/** Signs up with a guest's browser, which is signed in afterwards. */
export async function signUp(guest: Server): Promise<Inscription & { compte: Compte }> {
  const inscription = newInscription();
  const { body } = await succeeds(guest, compteRoutes.create, '/api/utilisateurs', { body: inscription });
  return { ...inscription, compte: body.compte as Compte };
}
