/** What Argon2id is run with; `memoryKib` and `passes` make it slow, on purpose. */
export interface Argon2Parameters {
  memoryKib: number;
  passes: number;
  parallelism: number;
}

export interface PasswordHash extends Argon2Parameters {
  salt: Buffer;
  tag: Buffer;
}

const FORMAT = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` (https://github.com/P-H-C/phc-string-format) */
export function formatPhc({ memoryKib, passes, parallelism, salt, tag }: PasswordHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** @throws Error when it is something else: only this program writes them */
export function parsePhc(text: string): PasswordHash {
  const match = FORMAT.exec(text);
  if (!match) throw new Error('A password hash is not in the PHC format of Argon2id.');
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  return {
    memoryKib: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
