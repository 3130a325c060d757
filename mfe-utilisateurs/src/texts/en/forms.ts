import { PASSWORD_LENGTH } from '@boutique/contracts/limits';
import type { Texts } from '../fr.ts';

export const forms: Texts['forms'] = {
  fields: {
    nom: 'Name',
    email: 'E-mail address',
    motDePasse: 'Password',
    actuel: 'Current password',
    nouveau: 'New password',
    destinataire: 'Full name',
    rue: 'Number and street',
    complement: 'More details (optional)',
    codePostal: 'Postcode',
    ville: 'Town',
    pays: 'Country',
  },
  passwordRule: `At least ${PASSWORD_LENGTH.min} characters. A sentence that you remember is better than complicated signs.`,
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  /** By the names of the rules, and of the faults that only the API finds. */
  faults: {
    missing: {
      nom: 'Give a name.',
      email: 'Give your e-mail address.',
      motDePasse: 'Give a password.',
      actuel: 'Give your current password.',
      nouveau: 'Give a new password.',
      rue: 'Give the number and the street.',
      complement: '',
      codePostal: 'Give the postcode.',
      ville: 'Give the town.',
      pays: 'Choose a country.',
    },
    characters: 'There is an invisible character in here. Delete the text, then type it again.',
    tooLong: 'This text is too long. Shorten it.',
    email: 'This address is not complete. Example: camille@example.com',
    tooShort: (left) =>
      `${left} more ${left === 1 ? 'character' : 'characters'}: at least ${PASSWORD_LENGTH.min} are needed.`,
    codePostal: {
      FR: 'In France a postcode has five digits, such as 75011.',
      BE: 'In Belgium a postcode has four digits, such as 1000.',
      LU: 'In Luxembourg a postcode has four digits, such as 1855.',
      CH: 'In Switzerland a postcode has four digits, such as 1204.',
      MC: 'In Monaco a postcode begins with 980, such as 98000.',
    },
    refused: {
      nom: 'This name cannot be used: 1 to 100 characters.',
      email: 'This e-mail address is not accepted. Check it.',
      motDePasse: 'This password is too easy to guess. Take another one.',
      actuel: 'Check your current password.',
      nouveau: 'This password is too easy to guess. Take another one.',
      rue: 'This street is not accepted: at most 200 characters.',
      complement: 'These details are not accepted: at most 200 characters.',
      codePostal: 'This postcode is not accepted. Check it.',
      ville: 'This town is not accepted: at most 100 characters.',
      pays: 'The shop does not deliver to this country.',
    },
  },
  cookies:
    'Your browser refuses cookies: without them, the shop does not know you on the next page. Allow them, then sign in.',
  failed: 'Nothing was saved: the shop does not answer. Try again in a moment.',
  offline: 'Nothing was saved: you are offline. Try again once your connection is back.',
  expired: 'Your session has ended. Sign in again, then start over.',
  forbidden: 'Your account may not do this.',
};
