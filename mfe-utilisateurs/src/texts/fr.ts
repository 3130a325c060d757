import { formatCount, formatNumber } from '@boutique/contracts/numbers';
import { administration } from './fr/administration.ts';
import { commandes } from './fr/commandes.ts';
import { compte } from './fr/compte.ts';
import { forms } from './fr/forms.ts';
import { journal } from './fr/journal.ts';
import { session } from './fr/session.ts';

const number = (n: number) => formatNumber(n, 'fr');

export const fr = {
  shop: 'Ma Boutique Répartie',
  retry: 'Réessayer',
  roles: { admin: 'Administration', user: 'Membre' },
  directory: {
    title: 'Utilisateurs',
    results: 'Profils publics',
    lead: 'L’équipe et les membres de la boutique qui ont choisi de rendre leur profil public.',
    count: (n: number) => `${formatCount(n, 'fr')} ${n < 2 ? 'profil public' : 'profils publics'}`,
    loading: 'Chargement des profils…',
    more: 'Afficher plus de profils',
    moreFailed: 'La suite n’a pas pu être chargée. Réessayer',
    shown: (n: number, total: number) => `${number(n)} profils publics sur ${formatCount(total, 'fr')}`,
    empty: 'Aucun profil public pour le moment',
    emptyText: 'Un compte n’apparaît ici que si son titulaire l’a choisi.',
  },
  profile: {
    breadcrumb: 'Fil d’Ariane',
    home: 'Accueil',
    all: 'Tous les utilisateurs',
    about: {
      admin: 'Tient la boutique : le catalogue, les stocks et les comptes.',
      user: 'Fait ses achats dans la boutique.',
    },
    details: 'Ce profil en bref',
    name: 'Nom affiché',
    role: 'Rôle',
    visibility: 'Visibilité',
    isPublic: 'Profil public',
    privacy: 'Un profil public ne montre que le nom et le rôle. L’adresse e-mail et les commandes restent privées.',
    loading: 'Chargement du profil…',
    missing: 'Ce profil n’existe pas ou n’est pas public',
    missingText: 'Son titulaire l’a peut-être rendu privé, ou l’adresse est incomplète.',
  },
  failure: {
    offline: 'Vous êtes hors ligne',
    offlineText: 'La page se chargera dès que votre connexion sera revenue.',
    error: 'Les profils ne répondent pas',
    errorText: 'Ce n’est pas de votre fait. Réessayez dans un instant.',
  },
  administration,
  commandes,
  compte,
  forms,
  journal,
  session,
};

export type Texts = typeof fr;
