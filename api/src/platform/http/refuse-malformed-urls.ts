import type { Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

/**
 * Refuses an address that is not percent-encoded UTF-8, or that contains a NUL, which PostgreSQL cannot store.
 * Koa would continue with the raw text.
 */
export const refuseMalformedUrls: Middleware = (ctx, next) => {
  const texts = [
    ['path', ctx.path],
    ['query', ctx.querystring],
  ] as const;
  const erreurs = texts
    .filter(([, text]) => !isReadable(text))
    .map(([chemin]) => ({ chemin, message: 'Un encodage-pourcent UTF-8 valide est attendu, sans caractère nul' }));
  if (erreurs.length > 0) {
    throw new ProblemError('requete-invalide', 'L’adresse contient un encodage-pourcent invalide.', { erreurs });
  }
  return next();
};

function isReadable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('\0');
  } catch {
    return false;
  }
}
