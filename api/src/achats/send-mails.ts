import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import type { Mailer } from '../platform/mail.ts';
import { startRepeating } from '../platform/repeat.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { commandeMail } from './commande-mail.ts';
import { findCommande } from './commandes.queries.ts';
import {
  deleteAcces,
  insertAcces,
  langueOfCommande,
  markMailFailed,
  markMailSent,
  type QueuedMail,
  takeMail,
} from './mails.queries.ts';

interface Options {
  db: Database;
  mailer: Mailer;
  /** The public address of the shop, for links in mails; without a slash at the end. */
  publicUrl: string;
  log: Log;
  everyMs?: number;
}

/** Sends the queued mails about orders, one after the other. A mail that fails is tried again later, see `takeMail`. */
export function startMails({ db, mailer, publicUrl, log, everyMs }: Options) {
  async function send(mail: QueuedMail): Promise<void> {
    const langue = await langueOfCommande(db, mail.commandeId);
    const commande = await findCommande(db, mail.commandeId, 'toutes', langue);
    // an account that was deleted meanwhile gets no mail
    if (commande?.email) {
      // stored before the mail leaves, so that the link of every mail that arrives opens the order
      const acces = newToken();
      await insertAcces(db, commande.id, digestOf(acces));
      const content = { commande, evenement: mail.evenement, langue, publicUrl, acces };
      await mailer.deliver(commandeMail(content)).catch(async (error: unknown) => {
        await deleteAcces(db, digestOf(acces));
        throw error;
      });
    }
    await markMailSent(db, mail);
  }

  async function sendOne(): Promise<boolean> {
    const mail = await takeMail(db);
    if (!mail) return false;
    await send(mail).catch(async (error: Error) => {
      log.error({ err: error, ...mail }, 'a mail about an order could not be sent, and will be tried again');
      await markMailFailed(db, mail, error.message);
    });
    return true;
  }

  return startRepeating({
    work: sendOne,
    log,
    failure: 'the queue of mails cannot be read',
    ...(everyMs && { everyMs }),
  });
}
