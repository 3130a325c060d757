import { createTransport } from 'nodemailer';
import type { Log } from './log.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The link in the text, which the mail is sent for. */
  link: string;
}

/** Sends mail. Never throws: a failure is logged, so that the caller's request still succeeds. */
export interface Mailer {
  send(mail: Mail): void;
  /** Waits for mails that are being sent. */
  close(): Promise<void>;
}

/** Sends by SMTP (`smtp://user:password@host:587`); without an address, writes mails to the log with their link. */
export function createMailer({ url, from, log }: { url: string | undefined; from: string; log: Log }): Mailer {
  if (!url) {
    return {
      send: ({ to, subject, link }) => log.info({ to, subject, link }, 'a mail, not sent: MAIL_URL is not set'),
      close: async () => {},
    };
  }
  const transport = createTransport(
    { url, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 },
    { from },
  );
  const running = new Set<Promise<void>>();
  return {
    send({ to, subject, text }) {
      const sending = transport.sendMail({ to, subject, text }).then(
        () => {},
        (error: unknown) => log.error({ err: error, subject }, 'a mail could not be sent'),
      );
      running.add(sending);
      void sending.finally(() => running.delete(sending));
    },
    async close() {
      await Promise.all(running);
      transport.close();
    },
  };
}
