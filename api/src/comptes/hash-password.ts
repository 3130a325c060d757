import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2Async = promisify(argon2);

/** Parameters of Argon2id; `memoryKib` and `passes` make it slow on purpose. */
interface Argon2Parameters {
  memoryKib: number;
  passes: number;
  parallelism: number;
}

interface PasswordHash extends Argon2Parameters {
  salt: Buffer;
  tag: Buffer;
}

/** OWASP's first choice: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const CURRENT: Argon2Parameters = { memoryKib: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Gives the same text for all ways in which keyboards compose its characters (NIST SP 800-63B, 3.1.1.2). */
export const normalizePassword = (motDePasse: string): string => motDePasse.normalize('NFKC');

/** Hashes a password with Argon2id. @returns a PHC string. Takes 20 MB and some 20 ms */
export async function hashPassword(motDePasse: string, parameters = CURRENT): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return formatPhc({ ...parameters, salt, tag: await tagOf(motDePasse, salt, parameters, TAG_BYTES) });
}

export async function verifyPassword(motDePasse: string, phc: string): Promise<boolean> {
  const { salt, tag, ...parameters } = parsePhc(phc);
  return timingSafeEqual(tag, await tagOf(motDePasse, salt, parameters, tag.length));
}

/** Whether a hash was made with other than the current parameters. */
export function isOutdated(phc: string): boolean {
  const { memoryKib, passes, parallelism } = parsePhc(phc);
  return memoryKib !== CURRENT.memoryKib || passes !== CURRENT.passes || parallelism !== CURRENT.parallelism;
}

/** A hash that no password matches, and that takes as long to check as any other. */
export const unmatchableHash = (): string =>
  formatPhc({ ...CURRENT, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) });

const tagOf = (motDePasse: string, nonce: Buffer, parameters: Argon2Parameters, tagLength: number): Promise<Buffer> =>
  argon2Async('argon2id', {
    message: normalizePassword(motDePasse),
    nonce,
    parallelism: parameters.parallelism,
    memory: parameters.memoryKib,
    passes: parameters.passes,
    tagLength,
  });

const FORMAT = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` (https://github.com/P-H-C/phc-string-format) */
function formatPhc({ memoryKib, passes, parallelism, salt, tag }: PasswordHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** @throws Error for any other text: only this program writes these strings */
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
