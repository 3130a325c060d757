/** A new UUID v7 (RFC 9562, 5.7). Ids sort by time: each differs from the last by at least one millisecond. */
export function newId(): string {
  last = Math.max(Date.now(), last + 1);
  const time = last.toString(16).padStart(12, '0');
  const [, , , variant, rest] = crypto.randomUUID().split('-');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15, 18)}-${variant}-${rest}`;
}

let last = 0;
