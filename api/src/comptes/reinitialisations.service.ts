import type { Langue } from '@boutique/contracts/common';
import { localizedPath } from '@boutique/contracts/localized-path';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Mail, Mailer } from '../platform/mail.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { deleteAdresses } from './adresses.queries.ts';
import { reinitialisationBuckets } from './attempt-buckets.ts';
import { type Browser, type BrowserTokens, knowBrowser } from './browser.ts';
import { findCredentials, lockCredentials, readCredentials, setPassword } from './comptes.queries.ts';
import { limitAttempts } from './limit-attempts.ts';
import type { Passwords } from './passwords.ts';
import * as queries from './reinitialisations.queries.ts';
import { deleteDevices, deleteSessions } from './session.queries.ts';
import type { VerificationsService } from './verifications.service.ts';
import { refuseWeakPassword } from './weak-password.ts';

const invalid = () =>
  new ProblemError(
    'jeton-invalide',
    'Ce lien a servi, a plus de 30 minutes, ou un autre l’a remplacé. Demandez-en un autre.',
  );

/** The rules of forgotten passwords. */
export function createReinitialisationsService(
  db: Database,
  {
    mailer,
    publicUrl,
    passwords,
    verifications,
  }: { mailer: Mailer; publicUrl: string; passwords: Passwords; verifications: VerificationsService },
) {
  async function prepareMail(utilisateurId: string, email: string, langue: Langue): Promise<Mail> {
    const jeton = newToken();
    await queries.putReinitialisation(db, utilisateurId, digestOf(jeton));
    const link = publicUrl + localizedPath(langue, `/reinitialisation?jeton=${jeton}`);
    return { to: email, link, ...texts[langue](link) };
  }

  return {
    /**
     * Mails a link to the account of this address, if there is one. The answer does not wait for the link: neither its
     * content nor its time tells whether the account exists.
     * @throws ProblemError `trop-de-tentatives`
     */
    async request(email: string, ip: string, langue: Langue): Promise<void> {
      const compte = await findCredentials(db, email);
      await limitAttempts(db, reinitialisationBuckets(compte, email, ip));
      if (compte?.actif) mailer.send(prepareMail(compte.id, compte.email, langue));
    },

    /**
     * Sets a new password with a link, ends every session of the account, and forgets the browsers that have signed in to
     * it, except this one. The link also proves who owns the e-mail address; an account that it was not proved for loses its
     * delivery addresses.
     * @throws ProblemError `jeton-invalide`, `requete-invalide`
     */
    async reset({ jeton, nouveau }: { jeton: string; nouveau: string }, browser: Browser): Promise<BrowserTokens> {
      const digest = digestOf(jeton);
      const id = await queries.findReinitialisation(db, digest);
      if (!id) throw invalid();
      refuseWeakPassword(nouveau, await readCredentials(db, id), 'body.nouveau');
      const hash = await passwords.hash(nouveau);
      return db.transaction(async (trx) => {
        const compte = await lockCredentials(trx, id);
        // the link was used or replaced, or the account disabled, during the hashing
        if (!compte?.actif || (await queries.findReinitialisation(trx, digest)) !== id) throw invalid();
        await setPassword(trx, id, hash);
        await queries.deleteReinitialisation(trx, id);
        await deleteSessions(trx, id);
        await deleteDevices(trx, id);
        // a stranger may have made the account, and its default address: the owner's next order must not go there
        if (compte.emailVerifieLe === null) await deleteAdresses(trx, id);
        await verifications.confirm(trx, id, compte.email);
        return knowBrowser(trx, browser, id);
      });
    },
  };
}

const texts: Record<Langue, (link: string) => { subject: string; text: string }> = {
  fr: (link) => ({
    subject: 'Choisissez un nouveau mot de passe',
    text: `Bonjour,

Ouvrez ce lien dans les 30 minutes pour choisir un nouveau mot de passe :
${link}

Il ne sert qu’une fois, et remplace les liens précédents.

Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même. Ne transmettez ce lien à personne.

Ma Boutique Répartie
`,
  }),
  en: (link) => ({
    subject: 'Choose a new password',
    text: `Hello,

Open this link within 30 minutes to choose a new password:
${link}

It works once, and replaces earlier links.

If you did not ask for it, do nothing: your password stays the same. Do not give this link to anyone.

Ma Boutique Répartie
`,
  }),
};
