import type { Langue } from '@boutique/contracts/common';
import type { Mail } from '../platform/mail.ts';

/** The page of the shop that opens links. */
const PAGE = '/compte/verification';

/** The mail with the link; says what to do for who did not sign up, as a link opened for a stranger serves the stranger. */
export function verificationMail(
  { publicUrl, jeton, langue }: { publicUrl: string; jeton: string; langue: Langue },
  { nom, email }: { nom: string; email: string },
): Mail {
  const link = `${publicUrl}${PAGE}?jeton=${jeton}`;
  return { to: email, link, ...texts[langue](nom, link) };
}

const texts: Record<Langue, (nom: string, link: string) => { subject: string; text: string }> = {
  fr: (nom, link) => ({
    subject: 'Confirmez votre adresse e-mail',
    text: `Bonjour ${nom},

Ouvrez ce lien dans les 24 heures pour confirmer votre adresse e-mail :
${link}

Vos commandes passées sans compte avec cette adresse rejoindront alors votre compte.

Si vous n’avez pas créé de compte chez Ma Boutique Répartie, n’ouvrez pas ce lien.
`,
  }),
  en: (nom, link) => ({
    subject: 'Confirm your e-mail address',
    text: `Hello ${nom},

Open this link within 24 hours to confirm your e-mail address:
${link}

Orders that you placed with it without an account will then join your account.

If you did not create an account at Ma Boutique Répartie, do not open this link.
`,
  }),
};
