import { randomInt } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit, nor the other way round. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An order's number as people read it out. It says nothing of how many orders there are. */
export const newNumero = (): string =>
  `MBR-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
