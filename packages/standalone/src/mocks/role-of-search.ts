import type { Role } from '@boutique/contracts/utilisateurs';

/** Whom the standalone page's address signs in: `?role=user`, `?role=admin`; a guest otherwise. */
export function roleOfSearch(search: string): Role | null {
  const role = new URLSearchParams(search).get('role');
  return role === 'user' || role === 'admin' ? role : null;
}
