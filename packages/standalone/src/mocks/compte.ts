import { type Compte, compteRoutes } from '@boutique/contracts/comptes';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import type { MockShop } from './mock-shop.ts';
import { newId } from './new-id.ts';
import { signedIn } from './signed-in.ts';

/** The token in the mailed links: to verify the signed-in account, to set a new password of the asked one. */
export const MOCK_JETON = 'jeton-simule';

/** Some of the most common passwords; the API refuses more. */
const COMMON_PASSWORDS = ['12345678', '123456789', 'password', 'motdepasse', 'azertyuiop', 'qwertyuiop'];

/** Mocks to sign up and to change one's own account. */
export const compteMocks = (shop: MockShop): RequestHandler[] => [
  mock(compteRoutes.create, ({ body: { nom, email, motDePasse } }) => {
    refuseCommon(motDePasse, 'body.motDePasse');
    if (compteOfEmail(shop, email)) {
      throw new MockProblem('email-deja-utilise', 'Connectez-vous avec cette adresse, ou prenez-en une autre.');
    }
    const compte: Compte = {
      id: newId(),
      nom,
      email,
      emailVerifie: false,
      role: 'user',
      profilPublic: false,
      actif: true,
      creeLe: new Date().toISOString(),
    };
    shop.comptes.push({ compte, motDePasse });
    shop.visiteur = compte;
    return { compte };
  }),
  mock(compteRoutes.update, ({ body }) => Object.assign(signedIn(shop), body)),
  mock(compteRoutes.changePassword, ({ body: { actuel, nouveau } }) => {
    const { id } = signedIn(shop);
    const kept = shop.comptes.find(({ compte }) => compte.id === id);
    if (kept?.motDePasse !== actuel) throw new MockProblem('mot-de-passe-incorrect', 'Retapez le mot de passe actuel.');
    refuseCommon(nouveau, 'body.nouveau');
    kept.motDePasse = nouveau;
    return undefined;
  }),
  mock(compteRoutes.sendVerification, () => {
    signedIn(shop);
    return undefined;
  }),
  mock(compteRoutes.verify, ({ body: { jeton } }) => {
    if (jeton !== MOCK_JETON || !shop.visiteur || shop.visiteur.emailVerifie) {
      throw new MockProblem('jeton-invalide', 'Demandez un nouveau lien depuis la page de votre compte.');
    }
    shop.visiteur.emailVerifie = true;
    return undefined;
  }),
  mock(compteRoutes.requestReset, ({ body: { email } }) => {
    shop.reinitialise = compteOfEmail(shop, email)?.compte.id ?? null;
    return undefined;
  }),
  mock(compteRoutes.resetPassword, ({ body: { jeton, nouveau } }) => {
    const kept = shop.comptes.find(({ compte }) => compte.id === shop.reinitialise);
    if (jeton !== MOCK_JETON || !kept) throw new MockProblem('jeton-invalide', 'Demandez un nouveau lien.');
    refuseCommon(nouveau, 'body.nouveau');
    kept.motDePasse = nouveau;
    kept.compte.emailVerifie = true;
    shop.reinitialise = null;
    if (shop.visiteur?.id === kept.compte.id) shop.visiteur = null;
    return undefined;
  }),
  mock(compteRoutes.export, (_, __, headers) => {
    const compte = signedIn(shop);
    headers.set('content-disposition', 'attachment; filename="ma-boutique-repartie.json"');
    return {
      exporteLe: new Date().toISOString(),
      compte,
      adresses: shop.adresses.get(compte.id) ?? [],
      commandes: shop.commandes.filter(({ acheteur }) => acheteur === compte.id).map(({ commande }) => commande),
      favoris: [...shop.favoris],
      avis: [],
      sessions: [{ creeLe: compte.creeLe, vueLe: new Date().toISOString() }],
    };
  }),
  mock(compteRoutes.delete, () => {
    const { id } = signedIn(shop);
    refuseLastAdmin(shop, id);
    shop.comptes = shop.comptes.filter(({ compte }) => compte.id !== id);
    shop.adresses.delete(id);
    for (const { acheteur, commande } of shop.commandes) {
      if (acheteur === id) Object.assign(commande, { email: null, adresse: null });
    }
    shop.visiteur = null;
    return undefined;
  }),
];

/** Finds an account by its e-mail address, ignoring case. */
export const compteOfEmail = ({ comptes }: MockShop, email: string) =>
  comptes.find(({ compte }) => compte.email.toLowerCase() === email.toLowerCase());

/** @throws MockProblem `dernier-admin` when this is the last active admin */
export function refuseLastAdmin({ comptes }: MockShop, id: string): void {
  const admins = comptes.filter(({ compte }) => compte.role === 'admin' && compte.actif);
  if (admins.length === 1 && admins[0]?.compte.id === id) {
    throw new MockProblem('dernier-admin', 'Donnez d’abord le rôle d’administrateur à un autre compte.');
  }
}

function refuseCommon(motDePasse: string, chemin: string): void {
  if (!COMMON_PASSWORDS.includes(motDePasse.toLowerCase())) return;
  const erreurs = [{ chemin, message: 'Ce mot de passe est trop courant' }];
  throw new MockProblem('requete-invalide', 'Ce mot de passe est trop courant : prenez-en un autre.', erreurs);
}
