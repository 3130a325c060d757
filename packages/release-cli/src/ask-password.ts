import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './failures.ts';

/** Asks for a password on the terminal without showing it. @throws UsageError without a terminal */
export async function askPassword(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UsageError('BOUTIQUE_ADMIN_PASSWORD is not set, and there is no terminal to ask for the password.');
  }
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
