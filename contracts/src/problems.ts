import * as z from 'zod/mini';

/**
 * The closed table of failures: code -> [status, title]. Clients branch on the code, never on a text.
 * Codes and titles about the shop are French; those about releases are English, like the command line of their teams.
 */
export const problemCodes = {
  'requete-invalide': [400, 'La requête est invalide'],
  'corps-illisible': [400, 'Le corps de la requête n’est pas du JSON lisible'],
  'curseur-invalide': [400, 'Le curseur de pagination est invalide'],
  'cle-idempotence-manquante': [400, 'L’en-tête Idempotency-Key manque'],
  'signature-invalide': [400, 'La signature de cet événement est invalide'],
  'non-connecte': [401, 'Il faut être connecté'],
  'identifiants-invalides': [401, 'L’adresse e-mail ou le mot de passe est incorrect'],
  'acces-refuse': [403, 'Ce compte n’a pas accès à cette ressource'],
  'origine-refusee': [403, 'Cette requête vient d’un autre site'],
  'mot-de-passe-incorrect': [403, 'Le mot de passe actuel est incorrect'],
  'cookies-refuses': [403, 'Le navigateur refuse les cookies'],
  'achat-requis': [403, 'Seuls les acheteurs qui ont reçu le produit peuvent donner un avis'],
  'route-inconnue': [404, 'Cette adresse n’existe pas'],
  'produit-introuvable': [404, 'Ce produit est introuvable'],
  'utilisateur-introuvable': [404, 'Cet utilisateur est introuvable'],
  'image-introuvable': [404, 'Cette image est introuvable'],
  'adresse-introuvable': [404, 'Cette adresse est introuvable'],
  'commande-introuvable': [404, 'Cette commande est introuvable'],
  'avis-introuvable': [404, 'Cet avis est introuvable'],
  'synonyme-introuvable': [404, 'Ce groupe de synonymes est introuvable'],
  'slice-not-found': [404, 'The register does not know this slice'],
  'release-not-found': [404, 'The register does not know this version'],
  'file-not-found': [404, 'No stored file of a release has this digest'],
  'token-not-found': [404, 'The register does not know this deploy token'],
  'methode-non-permise': [405, 'Cette méthode n’est pas permise ici'],
  'email-deja-utilise': [409, 'Un compte existe déjà avec cette adresse e-mail'],
  'limite-atteinte': [409, 'La limite est atteinte'],
  'stock-insuffisant': [409, 'Le stock ne suffit pas'],
  'panier-vide': [409, 'Le panier est vide'],
  'paiement-indisponible': [409, 'Ce moyen de paiement n’est pas possible'],
  'total-modifie': [409, 'Le total a changé depuis son affichage'],
  'requete-en-cours': [409, 'La même requête est en cours de traitement'],
  'transition-impossible': [409, 'Ce changement de statut n’est pas possible'],
  'avis-deja-donne': [409, 'Un avis a déjà été donné sur ce produit'],
  'slug-deja-utilise': [409, 'Un autre produit a déjà cette adresse'],
  'synonyme-deja-utilise': [409, 'Un autre groupe de synonymes a déjà ce terme'],
  'version-already-published': [409, 'This version is published already, with other content'],
  'traffic-refused': [409, 'The traffic cannot be given like this'],
  'dernier-admin': [409, 'La boutique doit garder un administrateur'],
  'version-perimee': [412, 'Cette version a été remplacée entre-temps'],
  'corps-trop-grand': [413, 'Le corps de la requête est trop grand'],
  'type-non-supporte': [415, 'Ce type de contenu n’est pas accepté'],
  'cle-idempotence-reutilisee': [422, 'Cette clé d’idempotence a servi à une autre requête'],
  'jeton-invalide': [422, 'Ce lien n’est plus valable'],
  'image-refusee': [422, 'Cette image ne peut pas être utilisée'],
  'release-refused': [422, 'This release cannot be put into service'],
  'precondition-requise': [428, 'L’en-tête If-Match manque'],
  'trop-de-tentatives': [429, 'Trop de tentatives'],
  'erreur-interne': [500, 'Une erreur interne est survenue'],
  'base-indisponible': [503, 'La base de données est indisponible'],
  'service-indisponible': [503, 'Le service est indisponible'],
  'delai-depasse': [504, 'Le service n’a pas répondu à temps'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problemCodes;

/** Problems that any route may answer; the last two when the API or its database is overloaded, slow or away. */
export const commonProblems = [
  'requete-invalide',
  'base-indisponible',
  'erreur-interne',
  'service-indisponible',
  'delai-depasse',
] as const;
/** Problems of every route that changes something. */
export const writeProblems = ['origine-refusee', 'corps-illisible', 'corps-trop-grand', 'type-non-supporte'] as const;
/** Problems of every route that is not public. */
export const accountProblems = ['non-connecte'] as const;
/** Problems of every route for staff or for deployers of a slice. */
export const adminProblems = ['acces-refuse'] as const;

/**
 * One field that was refused. `chemin` is `query.limite`, `params.id`, `body.lignes.0.quantite`. `maximum` is the largest
 * value that would be accepted instead, where the stock sets it.
 */
export const FieldError = z.object({ chemin: z.string(), message: z.string(), maximum: z.optional(z.int()) });
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
