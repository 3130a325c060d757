import type { Texts } from '../fr.ts';

const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
const after = (seconds: number) => (seconds < 60 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute'));

export const session: Texts['session'] = {
  menu: {
    signIn: 'Sign in',
    label: (nom) => `Account of ${nom}`,
    heading: 'Your account',
    loading: 'Loading your account…',
    compte: 'My account',
    commandes: 'My orders',
    favoris: 'Favourites',
    administration: 'Administration',
    signOut: 'Sign out',
    signingOut: 'Signing out…',
    signOutFailed: 'You could not be signed out. Try again.',
    signedOut: 'You are signed out.',
  },
  signIn: {
    title: 'Sign in',
    lead: 'Find your orders, addresses and favourites again.',
    submit: 'Sign in',
    sending: 'Signing in…',
    noAccount: 'No account yet?',
    signUp: 'Create an account',
    wrong: 'The e-mail address or the password is wrong. Check both and try again.',
  },
  signUp: {
    title: 'Create an account',
    lead: 'A name, an e-mail address and a password are all it takes.',
    submit: 'Create my account',
    sending: 'Creating the account…',
    hasAccount: 'You have an account already?',
    signIn: 'Sign in',
    taken: 'There is an account with this address already.',
    takenSignIn: 'Sign in with this address',
    nomHint: 'Only you see it, unless you make your profile public.',
    emailHint: 'We send a link to it, to verify it.',
  },
  tooMany: (seconds) =>
    seconds === undefined
      ? 'Too many attempts. Try again in a few minutes.'
      : `Too many attempts. Try again in ${after(seconds)}.`,
  guest: {
    text: 'Sign in to see this page. You will come straight back to it.',
    signIn: 'Sign in',
    signUp: 'Create an account',
  },
  notAdmin: {
    title: 'For staff only',
    text: 'Your account has no access to this page. An administrator of the shop can give it that role.',
    home: 'Back to the home page',
  },
  signedIn: 'You are signed in.',
  continue: 'Continue',
  loading: 'Loading…',
  verification: {
    title: 'Verify the e-mail address',
    lead: 'Confirm that this address is yours. Orders made with it will join your account.',
    submit: 'Verify my address',
    sending: 'Verifying…',
    done: 'Your address is verified',
    doneText: 'Thank you. Orders made without an account with this address are now among “My orders”.',
    seeCommandes: 'See my orders',
    invalid: 'This link is no longer valid',
    invalidText: 'It has been used already, or has expired. You can ask for another one in your account.',
    seeCompte: 'Go to my account',
    missing: 'This link is not whole',
    missingText: 'Open the whole link of the e-mail, or ask for another one in your account.',
  },
};
