import type { IncomingHttpHeaders } from 'node:http';

/**
 * Writes what proxies say of a request in one form, for every reader: X-Forwarded-Proto as the scheme that the client
 * used, which is the first of a list (`https, http`), and X-Forwarded-For as bare addresses.
 */
export function normalizeForwarded(headers: IncomingHttpHeaders): void {
  const { 'x-forwarded-proto': schemes, 'x-forwarded-for': addresses } = headers;
  if (schemes !== undefined) headers['x-forwarded-proto'] = String(schemes).split(',', 1)[0]?.trim().toLowerCase();
  if (addresses !== undefined) headers['x-forwarded-for'] = String(addresses).split(',').map(bareAddress).join(', ');
}

/** An address without brackets, without a port, and of IPv4 when it is one that IPv6 only wraps. */
export function bareAddress(entry: string): string {
  const text = entry.trim();
  const [, address = text] = /^\[([\da-f:.]+)\](?::\d+)?$/i.exec(text) ?? /^([\d.]+):\d+$/.exec(text) ?? [];
  return address.replace(/^::ffff:(?=[\d.]+$)/i, '');
}
