import * as z from 'zod/mini';
import { Email, Instant, LangueQuery, typed } from './common.ts';
import { ADRESSE, CODES_POSTAUX, EMAIL, NEW_PASSWORD, NOM } from './field-rules.ts';
import { PAYS } from './limits.ts';
import { defineRoute } from './route.ts';
import { Role } from './utilisateurs.ts';

/** The cookie that holds a session's opaque token. */
export const SESSION_COOKIE = 'session';

/** The cookie by which the API knows the cart and the orders of a browser without an account. */
export const GUEST_COOKIE = 'visiteur';

/**
 * The name of a cookie over https: browsers take one with this prefix only from its own host, over https.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2
 */
export const secureCookieName = (name: string): string => `__Host-${name}`;

const NouveauMotDePasse = typed(NEW_PASSWORD);
/** A password to sign in with. Not held to today's rules: it may have been chosen under others. */
const MotDePasse = z.string().check(z.minLength(1), z.maxLength(1_000));
const Nom = typed(NOM);
/** To sign in, a malformed address counts as unknown: the API gives both the same answer. */
const EmailConnu = z.string().check(z.overwrite(EMAIL.clean), z.maxLength(EMAIL.max));

/** The token in a mailed link. */
const Jeton = z.string().check(z.minLength(1), z.maxLength(100));

/** An account as its owner and staff see it. */
export const Compte = z.object({
  id: z.uuidv7(),
  nom: z.string(),
  email: z.string(),
  /**
   * Whether a link sent to the address was opened. Guest orders with this address belong to the account from then on.
   */
  emailVerifie: z.boolean(),
  role: Role,
  profilPublic: z.boolean(),
  actif: z.boolean(),
  creeLe: Instant,
});
export type Compte = z.output<typeof Compte>;

/** The account that is signed in with this browser; null for a guest. */
export const Session = z.object({ compte: z.nullable(Compte) });
export type Session = z.output<typeof Session>;

export const Inscription = z.strictObject({ nom: Nom, email: Email, motDePasse: NouveauMotDePasse });
export type Inscription = z.output<typeof Inscription>;

export const Identifiants = z.strictObject({ email: EmailConnu, motDePasse: MotDePasse });
export type Identifiants = z.output<typeof Identifiants>;

const adresse = {
  nom: z.string(),
  rue: z.string(),
  complement: z.optional(z.string()),
  codePostal: z.string(),
  ville: z.string(),
  pays: z.enum(PAYS),
};

/** A stored postal address. It may be older than the rules of `NouvelleAdresse`, so it is not held to them. */
export const Adresse = z.object(adresse);
export type Adresse = z.output<typeof Adresse>;

/** An address in the book of an account. Exactly one address of a book is `parDefaut`, unless the book is empty. */
export const AdresseEnregistree = z.object({ id: z.uuidv7(), ...adresse, parDefaut: z.boolean() });
export type AdresseEnregistree = z.output<typeof AdresseEnregistree>;

const nouvelleAdresse = {
  nom: typed(ADRESSE.nom),
  rue: typed(ADRESSE.rue),
  complement: z.optional(typed(ADRESSE.complement)),
  codePostal: typed(ADRESSE.codePostal),
  ville: typed(ADRESSE.ville),
  pays: z.enum(PAYS),
};

const EXEMPLES = { FR: '75011', BE: '1000', LU: 'L-1855', CH: '1204', MC: '98000' } as const satisfies Record<
  Adresse['pays'],
  string
>;
/** Runs after the fields, because the valid postcodes depend on the country. */
const codeOfCountry = z.superRefine((saisie: Adresse, { addIssue }) => {
  if (ADRESSE.codePostal.fault(saisie.codePostal, saisie) !== 'codePostal') return;
  const message = `Un code postal de ce pays est attendu : ${EXEMPLES[saisie.pays]}`;
  addIssue({ code: 'custom', path: ['codePostal'], message, continue: true });
});
/** The postcodes of each country, in JSON Schema. */
const codesByCountry = {
  allOf: PAYS.map((pays) => ({
    if: { properties: { pays: { const: pays } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { codePostal: { pattern: CODES_POSTAUX[pays].source } } },
  })),
};

/** A typed postal address. */
export const NouvelleAdresse = z
  .strictObject(nouvelleAdresse)
  .check(codeOfCountry)
  .register(z.globalRegistry, codesByCountry);

const AdresseBody = z
  .strictObject({ ...nouvelleAdresse, parDefaut: z._default(z.boolean(), false) })
  .check(codeOfCountry)
  .register(z.globalRegistry, codesByCountry);
const AdresseParams = z.object({ id: z.uuidv7() });

/** All data of one person, for download (GDPR, article 20). */
export const ExportCompte = z.object({
  exporteLe: Instant,
  compte: Compte,
  adresses: z.array(AdresseEnregistree),
  commandes: z.array(z.record(z.string(), z.unknown())),
  favoris: z.array(z.uuidv7()),
  avis: z.array(z.record(z.string(), z.unknown())),
  sessions: z.array(z.object({ creeLe: Instant, vueLe: Instant })),
});
export type ExportCompte = z.output<typeof ExportCompte>;

export const sessionRoutes = {
  create: defineRoute({
    method: 'post',
    path: '/api/session',
    operationId: 'signIn',
    tag: 'session',
    summary: 'Sign in: sets the session cookie, merges the cart and favourites of this browser into the account',
    access: 'public',
    body: Identifiants,
    responses: { 200: Session },
    problems: ['identifiants-invalides', 'trop-de-tentatives'],
  }),
  read: defineRoute({
    method: 'get',
    path: '/api/session',
    operationId: 'readSession',
    tag: 'session',
    summary: 'The account that is signed in with this browser',
    access: 'public',
    responses: { 200: Session },
  }),
  delete: defineRoute({
    method: 'delete',
    path: '/api/session',
    operationId: 'signOut',
    tag: 'session',
    summary: 'Sign out in this browser; does nothing for a guest',
    access: 'public',
    responses: { 204: null },
  }),
  deleteAll: defineRoute({
    method: 'delete',
    path: '/api/sessions',
    operationId: 'signOutEverywhere',
    tag: 'session',
    summary: 'Sign out in every browser, this one included',
    access: 'account',
    responses: { 204: null },
  }),
};

export const compteRoutes = {
  create: defineRoute({
    method: 'post',
    path: '/api/utilisateurs',
    operationId: 'signUp',
    tag: 'compte',
    summary: 'Sign up: creates the account and signs in',
    access: 'public',
    query: LangueQuery,
    body: Inscription,
    responses: { 201: Session },
    problems: ['email-deja-utilise', 'trop-de-tentatives'],
  }),
  update: defineRoute({
    method: 'patch',
    path: '/api/compte',
    operationId: 'updateCompte',
    tag: 'compte',
    summary: 'Change the account’s name or the visibility of its profile',
    access: 'account',
    body: z.strictObject({ nom: z.optional(Nom), profilPublic: z.optional(z.boolean()) }),
    responses: { 200: Compte },
  }),
  delete: defineRoute({
    method: 'delete',
    path: '/api/compte',
    operationId: 'deleteCompte',
    tag: 'compte',
    summary: 'Delete the account: its orders stay, without personal data',
    access: 'account',
    responses: { 204: null },
    problems: ['dernier-admin'],
  }),
  changePassword: defineRoute({
    method: 'put',
    path: '/api/compte/mot-de-passe',
    operationId: 'changePassword',
    tag: 'compte',
    summary: 'Change the password; every other session ends',
    access: 'account',
    body: z.strictObject({ actuel: MotDePasse, nouveau: NouveauMotDePasse }),
    responses: { 204: null },
    problems: ['mot-de-passe-incorrect', 'trop-de-tentatives'],
  }),
  export: defineRoute({
    method: 'get',
    path: '/api/compte/export',
    operationId: 'exportCompte',
    tag: 'compte',
    summary: 'All data of the account, as a file',
    access: 'account',
    responses: { 200: ExportCompte },
    headers: { 'Content-Disposition': 'attachment, with a file name' },
  }),
  sendVerification: defineRoute({
    method: 'post',
    path: '/api/compte/verification',
    operationId: 'sendVerification',
    tag: 'compte',
    summary: 'Send the link that verifies the e-mail address again; does nothing once it is verified',
    access: 'account',
    query: LangueQuery,
    responses: { 204: null },
    problems: ['trop-de-tentatives'],
  }),
  verify: defineRoute({
    method: 'post',
    path: '/api/verifications',
    operationId: 'verifyEmail',
    tag: 'compte',
    summary: 'Open a verification link: the address counts as verified, and guest orders with it join the account',
    access: 'public',
    body: z.strictObject({ jeton: Jeton }),
    responses: { 204: null },
    problems: ['jeton-invalide'],
  }),
  requestReset: defineRoute({
    method: 'post',
    path: '/api/reinitialisations',
    operationId: 'requestReset',
    tag: 'compte',
    summary: 'Mail a link to set a new password; the answer is the same when the address has no account',
    access: 'public',
    query: LangueQuery,
    body: z.strictObject({ email: Email }),
    responses: { 204: null },
    problems: ['trop-de-tentatives'],
  }),
  resetPassword: defineRoute({
    method: 'put',
    path: '/api/reinitialisations/mot-de-passe',
    operationId: 'resetPassword',
    tag: 'compte',
    summary: 'Set a new password with a mailed link: every session of the account ends, and its address is verified',
    access: 'public',
    body: z.strictObject({ jeton: Jeton, nouveau: NouveauMotDePasse }),
    responses: { 204: null },
    problems: ['jeton-invalide'],
  }),
};

export const adressesRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/compte/adresses',
    operationId: 'listAdresses',
    tag: 'compte',
    summary: 'The addresses of the account, the default one first',
    access: 'account',
    responses: { 200: z.array(AdresseEnregistree) },
  }),
  create: defineRoute({
    method: 'post',
    path: '/api/compte/adresses',
    operationId: 'createAdresse',
    tag: 'compte',
    summary: 'Add an address; the first one becomes the default',
    access: 'account',
    body: AdresseBody,
    responses: { 201: AdresseEnregistree },
    problems: ['limite-atteinte'],
  }),
  update: defineRoute({
    method: 'put',
    path: '/api/compte/adresses/{id}',
    operationId: 'updateAdresse',
    tag: 'compte',
    summary: 'Replace one address',
    access: 'account',
    params: AdresseParams,
    body: AdresseBody,
    responses: { 200: AdresseEnregistree },
    problems: ['adresse-introuvable'],
  }),
  delete: defineRoute({
    method: 'delete',
    path: '/api/compte/adresses/{id}',
    operationId: 'deleteAdresse',
    tag: 'compte',
    summary: 'Delete an address; when it was the default, another becomes it',
    access: 'account',
    params: AdresseParams,
    responses: { 204: null },
    problems: ['adresse-introuvable'],
  }),
};
