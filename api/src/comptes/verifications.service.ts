import type { Langue } from '@boutique/contracts/common';
import type { Knex } from 'knex';
import { ensureAcheteurId } from '../achats/acheteurs.queries.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Mailer } from '../platform/mail.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { verificationBuckets } from './attempt-buckets.ts';
import { findCompte } from './comptes.queries.ts';
import { limitAttempts } from './limit-attempts.ts';
import { verificationMail } from './verification-mail.ts';
import * as queries from './verifications.queries.ts';

/** The rules of verifying e-mail addresses. */
export function createVerificationsService(db: Database, mailer: Mailer, publicUrl: string) {
  /** A link for the account, and its mail to be sent after the commit; null when there is nothing to verify. */
  async function prepare(trx: Knex, utilisateurId: string, langue: Langue): Promise<{ send(): void } | null> {
    const compte = await findCompte(trx, utilisateurId);
    if (!compte || compte.emailVerifie) return null;
    const jeton = newToken();
    await queries.insertVerification(trx, { jeton: digestOf(jeton), utilisateurId, email: compte.email });
    const mail = verificationMail({ publicUrl, jeton, langue }, compte.email);
    return { send: () => mailer.send(mail) };
  }

  return {
    prepare,

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
        if (!opened || !(await queries.markVerified(trx, opened.utilisateurId, opened.email))) return false;
        const acheteurId = await ensureAcheteurId(trx, { utilisateur_id: opened.utilisateurId });
        await queries.adoptGuestOrders(trx, acheteurId, opened.email);
        return true;
      });
      if (verified) return;
      throw new ProblemError('jeton-invalide', 'Ce lien a servi ou a plus de 24 heures. Demandez-en un autre.');
    },
  };
}
export type VerificationsService = ReturnType<typeof createVerificationsService>;
