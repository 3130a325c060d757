import type { Langue } from '@boutique/contracts/common';
import { localizedPath } from '@boutique/contracts/localized-path';
import type { Knex } from 'knex';
import { ensureCompteAcheteur } from '../achats/acheteurs.queries.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Mail, Mailer } from '../platform/mail.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { verificationBuckets } from './attempt-buckets.ts';
import { findCompte } from './comptes.queries.ts';
import { limitAttempts } from './limit-attempts.ts';
import * as queries from './verifications.queries.ts';

/** The rules of verifying e-mail addresses. */
export function createVerificationsService(db: Database, mailer: Mailer, publicUrl: string) {
  /** Creates a link for the account, and a mail to send after the commit; null when the address is verified already. */
  async function prepare(trx: Knex, utilisateurId: string, langue: Langue): Promise<{ send(): void } | null> {
    const compte = await findCompte(trx, utilisateurId);
    if (!compte || compte.emailVerifie) return null;
    const jeton = newToken();
    await queries.insertVerification(trx, { jeton: digestOf(jeton), utilisateurId, email: compte.email });
    const mail = verificationMail({ publicUrl, jeton, langue }, compte.email);
    return { send: () => mailer.send(mail) };
  }

  /**
   * Marks the address as verified, and gives the account the orders that guests made with it. @returns false when the
   * account has another address
   */
  async function confirm(trx: Knex, utilisateurId: string, email: string): Promise<boolean> {
    if (!(await queries.markVerified(trx, utilisateurId, email))) return false;
    await queries.adoptGuestOrders(trx, await ensureCompteAcheteur(trx, utilisateurId), email);
    return true;
  }

  return {
    prepare,
    confirm,

    /** @throws ProblemError `trop-de-tentatives` */
    async sendAgain(utilisateurId: string, ip: string, langue: Langue): Promise<void> {
      const compte = await findCompte(db, utilisateurId);
      if (!compte || compte.emailVerifie) return;
      await limitAttempts(db, verificationBuckets(utilisateurId, ip));
      (await prepare(db, utilisateurId, langue))?.send();
    },

    /** @throws ProblemError `jeton-invalide` */
    async verify(jeton: string): Promise<void> {
      const verified = await db.transaction(async (trx) => {
        const opened = await queries.takeVerification(trx, digestOf(jeton));
        return opened !== undefined && confirm(trx, opened.utilisateurId, opened.email);
      });
      if (verified) return;
      throw new ProblemError('jeton-invalide', 'Ce lien a servi ou a plus de 24 heures. Demandez-en un autre.');
    },
  };
}
export type VerificationsService = ReturnType<typeof createVerificationsService>;

/** The page of the shop that opens links. */
const PAGE = '/verification';

/**
 * The mail with the link. It warns recipients who did not sign up, because opening the link would help the stranger who
 * did. It repeats nothing that was typed in the form, so that a stranger cannot send texts through the shop.
 */
function verificationMail(
  { publicUrl, jeton, langue }: { publicUrl: string; jeton: string; langue: Langue },
  to: string,
): Mail {
  const link = publicUrl + localizedPath(langue, `${PAGE}?jeton=${jeton}`);
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
