import type { Compte, Identifiants } from '@boutique/contracts/comptes';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { accountBucket, addressBucket, deviceBucket } from './attempt-buckets.ts';
import { type Bucket, clearAttempts, uncountAttempt } from './attempts.queries.ts';
import { type Browser, type BrowserTokens, openSession } from './browser.ts';
import { type Credentials, findCredentials, lockCredentials, readCompte, setPassword } from './comptes.queries.ts';
import { limitAttempts } from './limit-attempts.ts';
import type { Passwords } from './passwords.ts';
import { findKnownDevice } from './session.queries.ts';

const refusal = () =>
  new ProblemError('identifiants-invalides', 'Vérifiez l’adresse e-mail et le mot de passe, puis recommencez.');

/** The rules of signing in. */
export function createSessionService(db: Database, passwords: Passwords) {
  /**
   * A browser that the account knows has attempts of its own (OWASP, device cookies), so that strangers cannot lock the
   * owner out, not even from the same client address. A mailed link makes any browser known.
   */
  async function bucketsOf(email: string, browser: Browser, known: Credentials | undefined): Promise<Bucket[]> {
    const { appareil, ip } = browser;
    const device = known && (await findKnownDevice(db, appareil, known.id));
    if (known && device) return [deviceBucket(device, known.id)];
    return [accountBucket(known, email, ip), addressBucket(ip)];
  }

  return {
    /**
     * An unknown address, a wrong password and a disabled account cost the same work and get the same answer.
     * @throws ProblemError `identifiants-invalides`, `trop-de-tentatives`, `service-indisponible`
     */
    async signIn(
      { email, motDePasse }: Identifiants,
      browser: Browser,
    ): Promise<{ compte: Compte; tokens: BrowserTokens }> {
      const known = await findCredentials(db, email);
      const [own, ...shared] = (await bucketsOf(email, browser, known)) as [Bucket, ...Bucket[]];
      await limitAttempts(db, [own, ...shared]);
      const matches = await passwords.verify(motDePasse, known?.motDePasse);
      if (!known?.motDePasse || !matches || !known.actif) throw refusal();
      const rehashed = passwords.isOutdated(known.motDePasse) ? await passwords.hash(motDePasse) : null;
      const signedIn = await db.transaction(async (trx) => {
        const now = await lockCredentials(trx, known.id);
        // the account was disabled or deleted, or its password changed, during the check
        if (!now?.actif || now.motDePasse !== known.motDePasse) throw refusal();
        if (rehashed) await setPassword(trx, known.id, rehashed);
        return { tokens: await openSession(trx, browser, known.id), compte: await readCompte(trx, known.id) };
      });
      await clearAttempts(db, own.cle);
      for (const { cle } of shared) await uncountAttempt(db, cle);
      return signedIn;
    },
  };
}
