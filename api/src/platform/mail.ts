import { createTransport } from 'nodemailer';
import type { Log } from './log.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** The same id for the same event lets mail readers show a repeated mail once. */
  messageId?: string;
  /** The link in the text, which the mail is sent for. */
  link: string;
}

/**
 * Sends mail. `send` never throws: a failure is logged, so that the caller's request still succeeds. A promise is for a
 * mail that the request does not wait for.
 */
export interface Mailer {
  send(mail: Mail | Promise<Mail>): void;
  /** Sends a mail and waits until the server has taken it. @throws when it has not */
  deliver(mail: Mail): Promise<void>;
  /** Waits for mails that are being made or sent. */
  close(): Promise<void>;
}

/** Sends by SMTP (`smtp://user:password@host:587`); without an address, writes mails to the log with their link. */
export function createMailer({ url, from, log }: { url: string | undefined; from: string; log: Log }): Mailer {
  const transport =
    url === undefined
      ? undefined
      : createTransport({ url, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 }, { from });
  const deliver = async ({ link, ...mail }: Mail): Promise<void> => {
    const { to, subject } = mail;
    if (transport) await transport.sendMail(mail);
    else log.info({ to, subject, link }, 'a mail, not sent: MAIL_URL is not set');
  };
  const running = new Set<Promise<void>>();
  return {
    deliver,
    send(mail) {
      const sending = Promise.resolve(mail)
        .then(deliver)
        .catch((error: unknown) => log.error({ err: error }, 'a mail could not be sent'));
      running.add(sending);
      void sending.finally(() => running.delete(sending));
    },
    async close() {
      await Promise.all(running);
      transport?.close();
    },
  };
}
