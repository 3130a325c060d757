// @vitest-environment node
import type { Langue } from '@boutique/contracts/common';
import { problemOf } from '@boutique/contracts/problems';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { describeServerRendering } from '@boutique/standalone/testing/describe-server-rendering';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';
import { standaloneShop } from './mocks/standalone-shop.ts';

const guest = withDemoCommandes(createMockShop());
const user = standaloneShop('?role=user');
const admin = standaloneShop('?role=admin');

function orderOf({ commandes, visiteur }: MockShop): { id: string; numero: string } {
  const order = commandes.find(({ acheteur }) => acheteur === visiteur?.id) ?? commandes[0];
  if (!order) throw new Error('The mock shop has no orders');
  return order.commande;
}
const own = orderOf(user);
const any = orderOf(admin);
const [profil] = user.comptes.filter(({ compte }) => compte.profilPublic);
if (!profil) throw new Error('The mock shop has no public profile');

type Title = Readonly<Record<Langue, string>>;
const title = (fr: string, en: string): Title => ({ fr, en });
const refused = title('Réservé à l’administration', 'For staff only');

/** The page for a guest and for the user. */
const forBoth = (path: string, h1: Title, signedIn = h1, forms?: string[]) => [
  { path, shop: guest, h1, ...(forms && { forms }) },
  { path, shop: user, h1: signedIn },
];
const forStaff = (path: string, h1: Title, forAdmin = h1) => [
  ...forBoth(path, h1, refused),
  { path, shop: admin, h1: forAdmin },
];
const orders = title('Mes commandes', 'My orders');

const newPassword = title('Choisir un nouveau mot de passe', 'Choose a new password');

describeServerRendering({
  slice,
  declaration,
  handlersOf,
  pages: [
    ...forBoth('/connexion?retour=/panier&email=camille@exemple.fr', title('Se connecter', 'Sign in'), undefined, [
      'signIn',
    ]),
    ...forBoth('/inscription', title('Créer un compte', 'Create an account'), undefined, ['signUp']),
    ...forBoth('/verification?jeton=x', title('Vérifier l’adresse e-mail', 'Verify the e-mail address'), undefined, [
      'verifyEmail',
    ]),
    ...forBoth('/verification', title('Ce lien est incomplet', 'This link is not whole')),
    ...forBoth('/mot-de-passe-oublie', title('Mot de passe oublié', 'Forgotten password'), undefined, ['requestReset']),
    {
      path: '/mot-de-passe-oublie',
      shop: guest,
      h1: title('Mot de passe oublié', 'Forgotten password'),
      submitted: { operation: 'requestReset', values: {}, shows: 'Regardez dans vos courriers indésirables.' },
    },
    ...forBoth('/reinitialisation?jeton=x', newPassword, undefined, ['resetPassword']),
    ...forBoth('/reinitialisation', title('Ce lien est incomplet', 'This link is not whole')),
    {
      path: '/reinitialisation?jeton=x',
      shop: guest,
      h1: newPassword,
      submitted: {
        operation: 'resetPassword',
        values: {},
        problem: problemOf('requete-invalide', '', '', [{ chemin: 'body.nouveau', message: '' }]),
        shows: 'Ce mot de passe est trop facile à deviner.',
      },
    },
    {
      path: '/reinitialisation?jeton=x',
      shop: guest,
      h1: title('Ce lien n’est plus valable', 'This link is no longer valid'),
      submitted: {
        operation: 'resetPassword',
        values: {},
        problem: problemOf('jeton-invalide', '', ''),
        shows: 'Demander un autre lien',
      },
    },
    {
      path: '/reinitialisation?jeton=x',
      shop: guest,
      h1: title('Votre mot de passe est changé', 'Your password is changed'),
      submitted: { operation: 'resetPassword', values: {}, shows: 'Connectez-vous avec le nouveau.' },
    },
    ...forBoth('/compte', title('Mon compte', 'My account')),
    {
      path: '/compte',
      shop: user,
      h1: title('Mon compte', 'My account'),
      forms: ['updateCompte', 'sendVerification', 'changePassword', 'signOutEverywhere'],
    },
    {
      path: '/connexion',
      shop: guest,
      h1: title('Se connecter', 'Sign in'),
      submitted: {
        operation: 'signIn',
        values: { email: 'camille@exemple.fr' },
        problem: problemOf('identifiants-invalides', '', ''),
        shows: 'value="camille@exemple.fr"',
      },
    },
    {
      path: '/connexion',
      shop: guest,
      h1: title('Se connecter', 'Sign in'),
      submitted: {
        operation: 'signIn',
        values: {},
        problem: problemOf('trop-de-tentatives', '', ''),
        retryAfter: 45,
        shows: 'Réessayez dans 45',
      },
    },
    {
      path: '/inscription',
      shop: guest,
      h1: title('Créer un compte', 'Create an account'),
      submitted: {
        operation: 'signUp',
        values: { nom: 'Camille', email: 'camille' },
        problem: problemOf('requete-invalide', '', '', [
          { chemin: 'body.email', message: '' },
          { chemin: 'body.motDePasse', message: '' },
        ]),
        shows: 'Ce mot de passe est trop facile à deviner.',
      },
    },
    {
      path: '/compte',
      shop: user,
      h1: title('Mon compte', 'My account'),
      submitted: {
        operation: 'changePassword',
        values: {},
        problem: problemOf('mot-de-passe-incorrect', '', ''),
        shows: 'aria-invalid="true"',
      },
    },
    {
      path: '/compte',
      shop: user,
      h1: title('Mon compte', 'My account'),
      submitted: { operation: 'updateCompte', values: { nom: 'User' }, shows: 'Votre profil est enregistré.' },
    },
    ...forBoth('/compte/commandes', orders),
    ...forBoth(`/compte/commandes/${own.id}`, orders, title(`Commande ${own.numero}`, `Order ${own.numero}`)),
    ...forBoth('/utilisateurs', title('Utilisateurs', 'Users')),
    ...forBoth(`/utilisateurs/${profil.compte.id}`, title(profil.compte.nom, profil.compte.nom)),
    ...forStaff('/administration/utilisateurs?q=a&actif=true', title('Utilisateurs', 'Users')),
    ...forStaff('/administration/commandes?statut=preparee', title('Commandes', 'Orders')),
    ...forStaff(
      `/administration/commandes/${any.id}`,
      title('Commandes', 'Orders'),
      title(`Commande ${any.numero}`, `Order ${any.numero}`),
    ),
    ...forStaff('/administration/journal', title('Journal', 'Audit')),
  ],
  widgets: [
    {
      widget: { name: 'MenuCompte', props: {} },
      path: '/produits?q=clavier#avis',
      shop: guest,
      html: { fr: 'href="/connexion?retour=%2Fproduits%3Fq%3Dclavier"', en: 'Sign in' },
    },
    { widget: { name: 'MenuCompte', props: {} }, shop: user, html: { fr: 'Compte de User', en: 'Account of User' } },
  ],
});
