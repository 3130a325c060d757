import { formatCount, formatNumber } from '@boutique/contracts/numbers';
import { administration } from './en/administration.ts';
import { commandes } from './en/commandes.ts';
import { compte } from './en/compte.ts';
import { forms } from './en/forms.ts';
import { journal } from './en/journal.ts';
import { session } from './en/session.ts';
import type { Texts } from './fr.ts';

const number = (n: number) => formatNumber(n, 'en');

export const en: Texts = {
  shop: 'Ma Boutique Répartie',
  retry: 'Try again',
  roles: { admin: 'Administration', user: 'Member' },
  directory: {
    title: 'Users',
    results: 'Public profiles',
    lead: 'The people of the shop, team and members, who chose to make their profile public.',
    count: (n) => `${formatCount(n, 'en')} public ${n === 1 ? 'profile' : 'profiles'}`,
    loading: 'Loading the profiles…',
    more: 'Show more profiles',
    moreFailed: 'The rest could not be loaded. Try again',
    shown: (n, total) => `${number(n)} public profiles of ${formatCount(total, 'en')}`,
    empty: 'No public profile yet',
    emptyText: 'An account appears here only if its owner chose so.',
  },
  profile: {
    breadcrumb: 'Breadcrumb',
    home: 'Home',
    all: 'All users',
    about: {
      admin: 'Runs the shop: its catalogue, stock and accounts.',
      user: 'Shops here.',
    },
    details: 'This profile in short',
    name: 'Display name',
    role: 'Role',
    visibility: 'Visibility',
    isPublic: 'Public profile',
    privacy: 'A public profile shows a name and a role only. E-mail address and orders stay private.',
    loading: 'Loading the profile…',
    missing: 'This profile does not exist or is not public',
    missingText: 'Its owner may have made it private, or the address is incomplete.',
  },
  failure: {
    offline: 'You are offline',
    offlineText: 'The page will load as soon as your connection is back.',
    error: 'The profiles do not answer',
    errorText: 'It is not your fault. Try again in a moment.',
  },
  administration,
  commandes,
  compte,
  forms,
  journal,
  session,
};
