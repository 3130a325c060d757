import type { ApiError } from '@boutique/contracts/client';

/** Why the API refused, and which fields of the form it names. */
export function refusalOf(error: Error): { code: string | undefined; fields: string[] } {
  const { code, problem } = error as Partial<ApiError>;
  const fields = (problem?.erreurs ?? [])
    .map(({ chemin }) => chemin.replace(/^body\./, ''))
    .map((path) => (path === 'prixCentimes' ? 'prix' : path));
  return { code, fields };
}
