/**
 * 64-bit FNV-1a in base 36: any changed byte gives another value. It keeps nothing secret.
 * Own code instead of crypto.subtle, which browsers offer on secure origins only.
 */
export function checksum(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}
