const count = (n: number, unit: string) => `${n}\u00a0${unit}${n < 2 ? '' : 's'}`;
const after = (seconds: number) =>
  seconds < 60 ? count(seconds, 'seconde') : count(Math.ceil(seconds / 60), 'minute');

export const session = {
  menu: {
    signIn: 'Se connecter',
    label: (nom: string) => `Compte de ${nom}`,
    heading: 'Votre compte',
    loading: 'Chargement de votre compte…',
    compte: 'Mon compte',
    commandes: 'Mes commandes',
    favoris: 'Favoris',
    administration: 'Administration',
    signOut: 'Se déconnecter',
    signingOut: 'Déconnexion…',
    signOutFailed: 'La déconnexion n’a pas abouti. Réessayez.',
    signedOut: 'Vous êtes déconnecté.',
  },
  signIn: {
    title: 'Se connecter',
    lead: 'Retrouvez vos commandes, vos adresses et vos favoris.',
    submit: 'Se connecter',
    sending: 'Connexion…',
    noAccount: 'Pas encore de compte ?',
    signUp: 'Créer un compte',
    wrong: 'L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux, puis réessayez.',
  },
  signUp: {
    title: 'Créer un compte',
    lead: 'Un nom, une adresse e-mail et un mot de passe suffisent.',
    submit: 'Créer mon compte',
    sending: 'Création du compte…',
    hasAccount: 'Vous avez déjà un compte ?',
    signIn: 'Se connecter',
    taken: 'Un compte existe déjà avec cette adresse.',
    takenSignIn: 'Se connecter avec cette adresse',
    nomHint: 'Il n’est visible que de vous, sauf si vous rendez votre profil public.',
    emailHint: 'Nous y envoyons un lien de vérification.',
  },
  tooMany: (seconds: number | undefined) =>
    seconds === undefined
      ? 'Trop de tentatives. Réessayez dans quelques minutes.'
      : `Trop de tentatives. Réessayez dans ${after(seconds)}.`,
  guest: {
    text: 'Connectez-vous pour voir cette page. Vous y reviendrez aussitôt.',
    signIn: 'Se connecter',
    signUp: 'Créer un compte',
  },
  notAdmin: {
    title: 'Réservé à l’administration',
    text: 'Votre compte n’a pas accès à cette page. Un administrateur de la boutique peut lui donner ce rôle.',
    home: 'Retour à l’accueil',
  },
  signedIn: 'Vous êtes connecté.',
  continue: 'Continuer',
  loading: 'Chargement…',
  verification: {
    title: 'Vérifier l’adresse e-mail',
    lead: 'Confirmez que cette adresse est la vôtre. Les commandes passées avec elle rejoindront votre compte.',
    submit: 'Vérifier mon adresse',
    sending: 'Vérification…',
    done: 'Votre adresse est vérifiée',
    doneText: 'Merci. Les commandes passées sans compte avec cette adresse sont maintenant dans « Mes commandes ».',
    seeCommandes: 'Voir mes commandes',
    invalid: 'Ce lien n’est plus valable',
    invalidText: 'Il a déjà servi, ou il a expiré. Vous pouvez en demander un autre depuis votre compte.',
    seeCompte: 'Aller à mon compte',
    missing: 'Ce lien est incomplet',
    missingText: 'Ouvrez le lien entier qui est dans l’e-mail, ou demandez-en un autre depuis votre compte.',
  },
};
