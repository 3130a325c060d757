/** A new UUID v7 (RFC 9562, 5.7). Ids sort by time: each differs from the last by at least one millisecond. */
export function newId(): string {
  last = Math.max(Date.now(), last + 1);
  const time = last.toString(16).padStart(12, '0');
  // not `randomUUID`, which browsers offer only on HTTPS and on localhost
  const random = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0'));
  const digits = random.join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6, 18)}`;
}

let last = 0;
