import type { Problem } from './problems.ts';
import { queryString } from './uri-template.ts';

// Forms that work without scripts: the gateway sends what they post to the API. No schemas here: browsers load this.

/** The first segment of the addresses that forms post to. */
export const FORMS_SEGMENT = 'formulaires';

/** The operations of the API that a form may post. With each the fields that are never sent back to the browser. */
const table = {
  signIn: ['motDePasse'],
  signUp: ['motDePasse'],
  signOut: [],
  signOutEverywhere: [],
  changePassword: ['actuel', 'nouveau'],
  updateCompte: [],
  sendVerification: [],
  verifyEmail: ['jeton'],
  requestReset: [],
  resetPassword: ['jeton', 'nouveau'],
  addLignePanier: [],
  setLignePanier: [],
  removeLignePanier: [],
  createCommande: [],
  addFavori: [],
  removeFavori: [],
  createAvis: [],
  deleteAvis: [],
} as const satisfies Record<string, readonly string[]>;

export type FormOperation = keyof typeof table;

/** The secret fields of each form. */
export const secretFields: Readonly<Record<FormOperation, readonly string[]>> = table;

export const isFormOperation = (text: string): text is FormOperation => Object.hasOwn(table, text);

/** The form that chooses language and theme (`langue`, `theme`). The gateway itself keeps these, in cookies. */
export const PREFERENCES = 'preferences';

/**
 * The attributes of a form that also works before and without scripts: the gateway calls the operation of the API with
 * the form's fields, then shows the next page. Fields are named like those of the request's body, with dots between
 * levels (`adresse.ville`), and like its path parameters and headers (`produitId`, `Idempotency-Key`). Of several fields
 * with one name the last one counts. `total[livraison=express]` counts instead of `total` while `livraison` is
 * `express`. `retour` is the path of the next page, in which `{id}` stands for a field of the answer; without it, it is
 * the form's own page. The gateway ignores all other fields.
 * @param page path and query of the form's own page. When the API refuses, the gateway shows it again
 */
export const formTo = (operation: FormOperation | typeof PREFERENCES, page?: string) =>
  ({ method: 'post', action: `/${FORMS_SEGMENT}/${operation}${queryString({ page })}` }) as const;

/** A form that was posted before this page was shown. */
export interface Submitted {
  operation: FormOperation;
  /** Its fields by name, without secrets; after a success only short ones. */
  values: Readonly<Record<string, string>>;
  /** Why the API refused it; absent after a success. */
  problem?: Problem;
  /** Seconds to wait before the next attempt, when the API says so. */
  retryAfter?: number;
}
