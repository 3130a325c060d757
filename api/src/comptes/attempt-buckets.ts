import { createHash } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import type { Bucket } from './attempts.queries.ts';

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

/**
 * Attempts to sign in to one account by browsers of one subnet that never did so before: strangers elsewhere cannot use
 * them up. Without an account: by the typed address.
 */
export const accountBucket = (account: { id: string } | undefined, email: string, ip: string): Bucket => ({
  cle: `connexion:compte:${accountKey(account, email)}:${subnetOf(ip)}`,
  max: 10,
  windowSeconds: HOUR,
});

/** Attempts to sign in to one account by one browser that has signed in to it before. */
export const deviceBucket = (appareil: Buffer, utilisateurId: string): Bucket => ({
  cle: `connexion:appareil:${appareil.toString('base64url')}:${utilisateurId}`,
  max: 10,
  windowSeconds: QUARTER_HOUR,
});

/** Attempts to sign in to any account from one client address. Generous: many people may share one proxy. */
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

/** Mails that one account asks for, and mails that one client address asks for. */
export const verificationBuckets = (utilisateurId: string, ip: string): Bucket[] => [
  { cle: `verification:compte:${utilisateurId}`, max: 5, windowSeconds: HOUR },
  { cle: `verification:adresse:${networkOf(ip)}`, max: 100, windowSeconds: HOUR },
];

/** Orders that guests of one client address place (docs/decisions/0031). */
export const guestOrderBucket = (ip: string, max: number): Bucket => ({
  cle: `commande:${networkOf(ip)}`,
  max,
  windowSeconds: HOUR,
});

/** Guests whom one client address creates, by a first product in a cart or list; few of them order. */
export const newGuestBucket = (ip: string, maxOrders: number): Bucket => ({
  cle: `visiteur:${networkOf(ip)}`,
  max: 20 * maxOrders,
  windowSeconds: HOUR,
});

/**
 * Links for a new password that are asked for one account, and those that one client address asks for. A link is valid
 * for as long as the account's window lasts: strangers who use up its attempts leave the owner a valid link.
 */
export const reinitialisationBuckets = (
  account: { id: string } | undefined,
  email: string,
  ip: string,
): [Bucket, Bucket] => [
  { cle: `reinitialisation:compte:${accountKey(account, email)}`, max: 3, windowSeconds: HOUR / 2 },
  { cle: `reinitialisation:adresse:${networkOf(ip)}`, max: 100, windowSeconds: HOUR },
];

/** Failures of releases that one client address reports: a page has a few, a forger could send any number. */
export const incidentBucket = (ip: string): Bucket => ({
  cle: `incident:${networkOf(ip)}`,
  max: 60,
  windowSeconds: QUARTER_HOUR,
});

/** An account's id, or else a digest of the typed address, so that both are limited in the same way. */
const accountKey = (account: { id: string } | undefined, email: string): string =>
  account?.id ?? createHash('sha256').update(email.toLowerCase()).digest('base64url');

/** An IPv6 address counts as its network: its owner can use all 2^64 addresses of it. */
export function networkOf(ip: string): string {
  const groups = groupsOf(ip);
  if (groups) return `${groups.slice(0, 4).join(':')}::/64`;
  const address = ipv4Of(ip);
  return isIP(address) ? address : 'inconnue';
}

/** The network that one owner may have several of the others in: /24 of IPv4, /48 of IPv6. */
export function subnetOf(ip: string): string {
  const groups = groupsOf(ip);
  return groups ? `${groups.slice(0, 3).join(':')}::/48` : networkOf(ip).replace(/\.\d+$/, '.0/24');
}

/** Without the prefix that an IPv4 address has at a socket for both families. */
const ipv4Of = (ip: string): string => /^::ffff:([\d.]+)$/i.exec(ip)?.[1] ?? ip;

/** The eight groups of an IPv6 address; undefined for another one. */
function groupsOf(ip: string): string[] | undefined {
  if (!isIPv6(ipv4Of(ip))) return undefined;
  const [head = '', tail = ''] = ip.replace(/%.*$/, '').split('::');
  const [start, end] = [head, tail].map((side) => side.split(':').filter(Boolean)) as [string[], string[]];
  const groups = ip.includes('::') ? [...start, ...Array(8 - start.length - end.length).fill('0'), ...end] : start;
  return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
