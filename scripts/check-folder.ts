import { root } from './parts.ts';

/**
 * Refuses a checkout below a folder with a sign that the build tools take for the end of a path: Vite `#` and `?`
 * (https://vite.dev/guide/troubleshooting), @module-federation/vite `%` and `'`.
 * @throws Error
 */
export function checkFolder(folder = root): void {
  const [sign] = /[#?%']/.exec(folder) ?? [];
  if (sign) throw new Error(`Vite cannot build in a folder whose path contains "${sign}": move ${folder} elsewhere.`);
}
