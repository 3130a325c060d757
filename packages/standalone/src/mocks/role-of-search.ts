import type { Role } from '@boutique/contracts/utilisateurs';

/** The account that the standalone page's address signs in: `?role=user`, `?role=admin`; null for a guest. */
export function roleOfSearch(search: string): Role | null {
  const role = new URLSearchParams(search).get('role');
  return role === 'user' || role === 'admin' ? role : null;
}
