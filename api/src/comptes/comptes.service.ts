import type { Langue } from '@boutique/contracts/common';
import type { Compte, Inscription } from '@boutique/contracts/comptes';
import type { Database } from '../platform/db/database.ts';
import type { SignedIn } from '../platform/http/caller.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { passwordChangeBucket, signUpBucket } from './attempt-buckets.ts';
import { clearAttempts } from './attempts.queries.ts';
import { type Browser, type BrowserTokens, openSession, rotateSession } from './browser.ts';
import * as queries from './comptes.queries.ts';
import { limitAttempts } from './limit-attempts.ts';
import type { Passwords } from './passwords.ts';
import { deleteReinitialisation } from './reinitialisations.queries.ts';
import { deleteSessions } from './session.queries.ts';
import type { VerificationsService } from './verifications.service.ts';
import { refuseWeakPassword } from './weak-password.ts';

const taken = () => new ProblemError('email-deja-utilise', 'Connectez-vous, ou choisissez une autre adresse e-mail.');

/** The rules of accounts. */
export function createComptesService(db: Database, passwords: Passwords, verifications: VerificationsService) {
  return {
    /** @throws ProblemError `requete-invalide`, `email-deja-utilise`, `trop-de-tentatives`, `service-indisponible` */
    async signUp(
      { motDePasse, ...person }: Inscription,
      browser: Browser,
      langue: Langue,
    ): Promise<{ compte: Compte; tokens: BrowserTokens }> {
      refuseWeakPassword(motDePasse, person, 'body.motDePasse');
      await limitAttempts(db, [signUpBucket(browser.ip)]);
      // saves the hashing below in most cases; the insert decides
      if (await queries.findCredentials(db, person.email)) throw taken();
      const hash = await passwords.hash(motDePasse);
      const { mail, ...signedUp } = await db.transaction(async (trx) => {
        const id = await queries.insertCompte(trx, { ...person, role: 'user', motDePasse: hash });
        if (!id) throw taken();
        const tokens = await openSession(trx, browser, id);
        return {
          tokens,
          compte: await queries.readCompte(trx, id),
          mail: await verifications.prepare(trx, id, langue),
        };
      });
      mail?.send();
      return signedUp;
    },

    async update(id: string, changes: { nom?: string | undefined; profilPublic?: boolean | undefined }) {
      await queries.updateCompte(db, id, changes);
      return queries.readCompte(db, id);
    },

    /**
     * Ends the other sessions.
     * @throws ProblemError `mot-de-passe-incorrect`, `requete-invalide`, `trop-de-tentatives`
     */
    async changePassword(
      { id }: SignedIn,
      { actuel, nouveau }: { actuel: string; nouveau: string },
      session: readonly Buffer[],
    ): Promise<BrowserTokens> {
      const incorrect = () => new ProblemError('mot-de-passe-incorrect', 'Vérifiez le mot de passe actuel.');
      const compte = await queries.readCredentials(db, id);
      refuseWeakPassword(nouveau, compte, 'body.nouveau');
      const bucket = passwordChangeBucket(id);
      await limitAttempts(db, [bucket]);
      if (!(await passwords.verify(actuel, compte.motDePasse))) throw incorrect();
      const hash = await passwords.hash(nouveau);
      const tokens = await db.transaction(async (trx) => {
        const now = await queries.lockCredentials(trx, id);
        if (now?.motDePasse !== compte.motDePasse) throw incorrect();
        await queries.setPassword(trx, id, hash);
        await deleteReinitialisation(trx, id);
        await deleteSessions(trx, id);
        return rotateSession(trx, session, id);
      });
      await clearAttempts(db, bucket.cle);
      return tokens;
    },

    /** @throws ProblemError `dernier-admin` */
    async delete(id: string): Promise<void> {
      await db.transaction(async (trx) => {
        const admins = await queries.lockActiveAdmins(trx);
        if (admins.length === 1 && admins[0] === id) {
          throw new ProblemError('dernier-admin', 'Nommez d’abord un autre administrateur.');
        }
        // locks the account before its buyer, in the same order as signing in
        await queries.lockCredentials(trx, id);
        await queries.anonymizeAndDelete(trx, id);
      });
    },
  };
}
