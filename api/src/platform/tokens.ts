import { createHash, randomBytes } from 'node:crypto';

/** An opaque token of 256 random bits. Only its digest is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
