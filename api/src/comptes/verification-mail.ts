import type { Langue } from '@boutique/contracts/common';
import type { Mail } from '../platform/mail.ts';

/** The page of the shop that opens links. */
const PAGE = '/verification';

/**
 * The mail with the link. It tells who did not sign up what to do, as a link opened for a stranger serves the stranger; and
 * it repeats nothing that was typed: whoever signs up with another's address would have the shop write his words to him.
 */
export function verificationMail(
  { publicUrl, jeton, langue }: { publicUrl: string; jeton: string; langue: Langue },
  to: string,
): Mail {
  const link = `${publicUrl}${PAGE}?jeton=${jeton}`;
  return { to, link, ...texts[langue](link) };
}

const texts: Record<Langue, (link: string) => { subject: string; text: string }> = {
  fr: (link) => ({
    subject: 'Confirmez votre adresse e-mail',
    text: `Bonjour,

Ouvrez ce lien dans les 24 heures pour confirmer votre adresse e-mail :
${link}

Vos commandes passées sans compte avec cette adresse rejoindront alors votre compte.

Si vous n’avez pas créé de compte chez Ma Boutique Répartie, n’ouvrez pas ce lien.
`,
  }),
  en: (link) => ({
    subject: 'Confirm your e-mail address',
    text: `Hello,

Open this link within 24 hours to confirm your e-mail address:
${link}

Orders that you placed with it without an account will then join your account.

If you did not create an account at Ma Boutique Répartie, do not open this link.
`,
  }),
};
