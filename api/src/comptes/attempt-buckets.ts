import { createHash } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import type { Bucket } from './attempts.queries.ts';

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

/** Guesses at an account from browsers that never signed in to it. Of one that does not exist, by what was typed. */
export const accountBucket = (account: { id: string } | undefined, email: string): Bucket => ({
  cle: `connexion:compte:${account?.id ?? createHash('sha256').update(email.toLowerCase()).digest('base64url')}`,
  max: 10,
  windowSeconds: QUARTER_HOUR,
});

/** The same from one browser that has signed in to it before. */
export const deviceBucket = (appareil: Buffer, utilisateurId: string): Bucket => ({
  cle: `connexion:appareil:${appareil.toString('base64url')}:${utilisateurId}`,
  max: 10,
  windowSeconds: QUARTER_HOUR,
});

/** Guesses from one address at any account. Generous: many people may be behind one proxy. */
export const addressBucket = (ip: string): Bucket => ({
  cle: `connexion:adresse:${networkOf(ip)}`,
  max: 100,
  windowSeconds: QUARTER_HOUR,
});

export const passwordChangeBucket = (utilisateurId: string): Bucket => ({
  cle: `mot-de-passe:${utilisateurId}`,
  max: 10,
  windowSeconds: QUARTER_HOUR,
});

export const signUpBucket = (ip: string): Bucket => ({
  cle: `inscription:${networkOf(ip)}`,
  max: 100,
  windowSeconds: HOUR,
});

/** Mails that one account asks for, and those that one address does. */
export const verificationBuckets = (utilisateurId: string, ip: string): Bucket[] => [
  { cle: `verification:compte:${utilisateurId}`, max: 5, windowSeconds: HOUR },
  { cle: `verification:adresse:${networkOf(ip)}`, max: 100, windowSeconds: HOUR },
];

/** Failures of releases that one address reports: a page has a few, a forger as many as it likes. */
export const incidentBucket = (ip: string): Bucket => ({
  cle: `incident:${networkOf(ip)}`,
  max: 60,
  windowSeconds: QUARTER_HOUR,
});

/** Who has one IPv6 address has the 2^64 of its network. */
export function networkOf(ip: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(ip) ?? [];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return isIP(ip) ? ip : 'inconnue';
  const [head = '', tail = ''] = ip.replace(/%.*$/, '').split('::');
  const [start, end] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const groups = ip.includes('::') ? [...start, ...Array(8 - start.length - end.length).fill('0'), ...end] : start;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
