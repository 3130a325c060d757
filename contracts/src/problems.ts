import * as z from 'zod/mini';

/**
 * The closed table of failures: code -> [status, title].
 * Clients branch on the code, never on a text.
 */
export const problemCodes = {
  'requete-invalide': [400, 'La requête est invalide'],
  'corps-illisible': [400, 'Le corps de la requête n’est pas du JSON lisible'],
  'curseur-invalide': [400, 'Le curseur de pagination est invalide'],
  'route-inconnue': [404, 'Cette adresse n’existe pas'],
  'produit-introuvable': [404, 'Ce produit est introuvable'],
  'utilisateur-introuvable': [404, 'Cet utilisateur est introuvable'],
  'image-introuvable': [404, 'Cette image est introuvable'],
  'methode-non-permise': [405, 'Cette méthode n’est pas permise ici'],
  'corps-trop-grand': [413, 'Le corps de la requête est trop grand'],
  'type-non-supporte': [415, 'Ce type de contenu n’est pas accepté'],
  'erreur-interne': [500, 'Une erreur interne est survenue'],
  'base-indisponible': [503, 'La base de données est indisponible'],
  'service-indisponible': [503, 'Le service est indisponible'],
  'delai-depasse': [504, 'Le service n’a pas répondu à temps'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problemCodes;

/** Problems that any route may answer. */
export const commonProblems = ['requete-invalide', 'base-indisponible', 'erreur-interne'] as const;

/** One field that was refused. `chemin` is `query.limite`, `params.id`, `body.lignes.0.quantite`. */
export const FieldError = z.object({ chemin: z.string(), message: z.string() });
export type FieldError = z.output<typeof FieldError>;

/** RFC 9457 problem details, served as `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]),
  erreurs: z.optional(z.array(FieldError)),
});
export type Problem = z.output<typeof Problem>;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** Builds the body of a failure. `instance` is the path that failed, or an URN with the request id. */
export function problemOf(code: ProblemCode, detail: string, instance: string, erreurs?: FieldError[]): Problem {
  const [status, title] = problemCodes[code];
  return {
    type: `urn:boutique:probleme:${code}`,
    title,
    status,
    detail,
    instance,
    code,
    ...(erreurs && { erreurs }),
  };
}
