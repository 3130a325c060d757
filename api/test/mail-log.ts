import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Log } from '../src/platform/log.ts';

/** A log that keeps its lines; without MAIL_URL, mails are written there. */
export function createMailLog() {
  const lines: Record<string, string>[] = [];
  const log: Log = pino(
    { formatters: { level: (label) => ({ level: label }) } },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(chunk));
        done();
      },
    }),
  );
  return { log, lines, mails: () => lines.filter(({ link }) => link) };
}

/** The token in the link of a mail; empty without a mail. */
export const tokenOf = (mail: Record<string, string> | undefined): string =>
  mail?.link ? (new URL(mail.link).searchParams.get('jeton') ?? '') : '';
