import * as z from 'zod/mini';
import { Commande, CommandeResume, StatutCommande } from './commandes.ts';
import {
  booleanParam,
  Centimes,
  Instant,
  LangueQuery,
  pagedHeaders,
  paging,
  Slug,
  texteBilingue,
  typed,
} from './common.ts';
import { Compte } from './comptes.ts';
import {
  IMAGE_MAX_BYTES,
  IMAGE_TYPES,
  MAX_CARACTERISTIQUES,
  MAX_IMAGES,
  PRIX_CENTIMES,
  PRODUIT,
  STOCK,
  VARIATION_STOCK,
} from './field-rules.ts';
import { QUERY_LENGTH } from './limits.ts';
import { ImageProduit, ProduitParams } from './produits.ts';
import { defineRoute } from './route.ts';
import { Role } from './utilisateurs.ts';

/** Staff reads under /api/administration, and changes the resources themselves: `PUT /api/produits/{id}`. */

const ETAG = { ETag: 'The version that was read: send it back in If-Match' } as const;
const IF_MATCH = { 'If-Match': 'The ETag of the version that the change is made on' } as const;

/** A stored text in both languages. It may be older than the rules of `texteBilingue`, so it is not held to them. */
const Textes = z.object({ fr: z.string(), en: z.string() });

const fichierImage = {
  fichier: z.string().check(z.regex(/^[0-9a-f]{64}\.(?:webp|avif|jpg|png)$/)),
  largeur: z.int().check(z.positive()),
  hauteur: z.int().check(z.positive()),
  variantes: z
    .array(
      z.strictObject({
        fichier: z.string().check(z.regex(/^[0-9a-f]{64}\.(?:webp|avif)$/)),
        type: z.enum(['image/avif', 'image/webp']),
        largeur: z.int().check(z.positive()),
      }),
    )
    .check(z.maxLength(12)),
};
/** A picture as staff edits it, with the alternative text in both languages. */
const ImageEditee = z.strictObject({ ...fichierImage, alt: texteBilingue(PRODUIT.alt) });
export type ImageEditee = z.output<typeof ImageEditee>;

const edition = {
  slug: Slug,
  nom: texteBilingue(PRODUIT.nom),
  description: texteBilingue(PRODUIT.description),
  categorie: Slug,
  marque: typed(PRODUIT.marque),
  prixCentimes: Centimes.check(z.maximum(PRIX_CENTIMES.max)),
  images: z.array(ImageEditee).check(z.maxLength(MAX_IMAGES)),
  caracteristiques: z
    .array(z.strictObject({ nom: texteBilingue(PRODUIT.caracteristique), valeur: texteBilingue(PRODUIT.valeur) }))
    .check(z.maxLength(MAX_CARACTERISTIQUES)),
  /** False: archived, no longer on sale. */
  actif: z.boolean(),
};

/** The fields of a product that staff edits, in both languages. Without stock, which only `moveStock` changes. */
export const ProduitEdition = z.strictObject(edition);
export type ProduitEdition = z.output<typeof ProduitEdition>;

export const NouveauProduit = z.strictObject({
  ...edition,
  stock: z.int().check(z.minimum(STOCK.min), z.maximum(STOCK.max)),
});
export type NouveauProduit = z.output<typeof NouveauProduit>;

export const ProduitEdite = z.object({
  id: z.uuidv7(),
  slug: Slug,
  nom: Textes,
  description: Textes,
  categorie: Slug,
  marque: z.string(),
  prixCentimes: Centimes,
  images: z.array(z.object({ ...fichierImage, alt: Textes })),
  caracteristiques: z.array(z.object({ nom: Textes, valeur: Textes })),
  actif: z.boolean(),
  stock: z.int().check(z.nonnegative()),
  creeLe: Instant,
  modifieLe: Instant,
});
export type ProduitEdite = z.output<typeof ProduitEdite>;

/** A product in the list that staff sees, which has archived products too. */
export const ProduitResume = z.object({
  id: z.uuidv7(),
  slug: Slug,
  nom: z.string(),
  categorie: z.object({ slug: Slug, nom: z.string() }),
  image: z.nullable(ImageProduit),
  prixCentimes: Centimes,
  stock: z.int().check(z.nonnegative()),
  actif: z.boolean(),
  modifieLe: Instant,
});
export type ProduitResume = z.output<typeof ProduitResume>;

/** A re-encoded picture: the largest WebP, and the variants that a browser may choose from. */
export const ImageTeleversee = z.object({
  fichier: z.string(),
  url: z.string(),
  largeur: z.int(),
  hauteur: z.int(),
  variantes: z.array(
    z.object({
      fichier: z.string(),
      url: z.string(),
      type: z.enum(['image/avif', 'image/webp']),
      largeur: z.int(),
    }),
  ),
});
export type ImageTeleversee = z.output<typeof ImageTeleversee>;

export const IMAGE_MAX_PIXELS = 40_000_000;

export const CommandeAdmin = z.extend(CommandeResume, {
  nom: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** Whether a mail about the order could not be sent, so far. */
  mailEnEchec: z.boolean(),
});
export type CommandeAdmin = z.output<typeof CommandeAdmin>;

/** A mail about an order that has reached a status, or about the end of a refund. It is tried again until the mail server takes it. */
export const MailCommande = z.object({
  evenement: z.enum([...StatutCommande.options, 'remboursee']),
  essais: z.int().check(z.nonnegative()),
  /** Why the last attempt failed, in the words of the mail server. */
  erreur: z.nullable(z.string()),
  /** Null once it is sent. */
  prochainLe: z.nullable(Instant),
  envoyeLe: z.nullable(Instant),
});
export type MailCommande = z.output<typeof MailCommande>;

/** One line of the audit: `acteur` did `action` to `objet`. `details` holds the changed values, never a secret. */
export const EntreeJournal = z.object({
  id: z.uuidv7(),
  le: Instant,
  /** Null once the account is deleted. */
  acteur: z.nullable(z.object({ id: z.uuidv7(), nom: z.string() })),
  action: z.string(),
  objet: z.enum(['produit', 'commande', 'utilisateur', 'avis', 'image', 'synonyme', 'slice']),
  objetId: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type EntreeJournal = z.output<typeof EntreeJournal>;

const ProduitId = z.object({ id: z.uuidv7() });
const q = z.optional(z.string().check(z.trim(), z.maxLength(QUERY_LENGTH.q)));

export const administrationRoutes = {
  listProduits: defineRoute({
    method: 'get',
    path: '/api/administration/produits',
    operationId: 'adminListProduits',
    tag: 'administration',
    summary: 'All products, archived ones too, the last changed first; `q` searches name, slug and brand',
    access: 'admin',
    query: z.strictObject({ ...paging, q, actif: z.optional(booleanParam), langue: LangueQuery.shape.langue }),
    responses: { 200: z.array(ProduitResume) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  readProduit: defineRoute({
    method: 'get',
    path: '/api/administration/produits/{id}',
    operationId: 'adminReadProduit',
    tag: 'administration',
    summary: 'One product in both languages, to edit',
    access: 'admin',
    params: ProduitParams,
    responses: { 200: ProduitEdite },
    headers: ETAG,
    problems: ['produit-introuvable'],
  }),
  createProduit: defineRoute({
    method: 'post',
    path: '/api/produits',
    operationId: 'createProduit',
    tag: 'administration',
    summary: 'Create a product',
    access: 'admin',
    body: NouveauProduit,
    responses: { 201: ProduitEdite },
    headers: ETAG,
    problems: ['slug-deja-utilise'],
  }),
  updateProduit: defineRoute({
    method: 'put',
    path: '/api/produits/{id}',
    operationId: 'updateProduit',
    tag: 'administration',
    summary: 'Replace the edited fields of a product, archive it or put it on sale again',
    access: 'admin',
    requestHeaders: IF_MATCH,
    params: ProduitId,
    body: ProduitEdition,
    responses: { 200: ProduitEdite },
    headers: ETAG,
    problems: ['produit-introuvable', 'slug-deja-utilise', 'version-perimee', 'precondition-requise'],
  }),
  deleteProduit: defineRoute({
    method: 'delete',
    path: '/api/produits/{id}',
    operationId: 'deleteProduit',
    tag: 'administration',
    summary: 'Delete a product; a product that was ever ordered is archived instead',
    access: 'admin',
    requestHeaders: IF_MATCH,
    params: ProduitId,
    responses: { 204: null },
    problems: ['produit-introuvable', 'version-perimee', 'precondition-requise'],
  }),
  moveStock: defineRoute({
    method: 'post',
    path: '/api/produits/{id}/stock',
    operationId: 'moveStock',
    tag: 'administration',
    summary: 'Add to the stock of a product, or take from it',
    access: 'admin',
    params: ProduitId,
    body: z.strictObject({ variation: z.int().check(z.minimum(VARIATION_STOCK.min), z.maximum(VARIATION_STOCK.max)) }),
    responses: { 200: z.object({ stock: z.int().check(z.nonnegative()) }) },
    problems: ['produit-introuvable', 'stock-insuffisant', 'limite-atteinte'],
  }),
  uploadImage: defineRoute({
    method: 'post',
    path: '/api/images',
    operationId: 'uploadImage',
    tag: 'administration',
    summary: 'Upload a picture: it is re-encoded in several widths and formats',
    access: 'admin',
    upload: { types: IMAGE_TYPES, maxBytes: IMAGE_MAX_BYTES },
    responses: { 201: ImageTeleversee },
    problems: ['image-refusee'],
  }),
  listUtilisateurs: defineRoute({
    method: 'get',
    path: '/api/administration/utilisateurs',
    operationId: 'adminListUtilisateurs',
    tag: 'administration',
    summary: 'All accounts, the newest first; `q` searches name and e-mail address',
    access: 'admin',
    query: z.strictObject({ ...paging, q, role: z.optional(Role), actif: z.optional(booleanParam) }),
    responses: { 200: z.array(Compte) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  updateUtilisateur: defineRoute({
    method: 'patch',
    path: '/api/administration/utilisateurs/{id}',
    operationId: 'adminUpdateUtilisateur',
    tag: 'administration',
    summary: 'Change the role of an account, or disable it, which ends its sessions',
    access: 'admin',
    params: z.object({ id: z.uuidv7() }),
    body: z.strictObject({ role: z.optional(Role), actif: z.optional(z.boolean()) }),
    responses: { 200: Compte },
    problems: ['utilisateur-introuvable', 'dernier-admin'],
  }),
  listCommandes: defineRoute({
    method: 'get',
    path: '/api/administration/commandes',
    operationId: 'adminListCommandes',
    tag: 'administration',
    summary:
      'All orders, the newest first; `q` is the start of a number, or pieces of the buyer’s name and e-mail address',
    access: 'admin',
    query: z.strictObject({
      ...paging,
      q,
      statut: z.optional(StatutCommande),
      mails: z.optional(z.literal('en-echec')),
    }),
    responses: { 200: z.array(CommandeAdmin) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  updateCommande: defineRoute({
    method: 'patch',
    path: '/api/commandes/{id}',
    operationId: 'updateCommande',
    tag: 'administration',
    summary: 'Give an order its next status; cancelling puts its stock and an online payment back, once',
    access: 'admin',
    params: z.object({ id: z.uuidv7() }),
    query: LangueQuery,
    body: z.strictObject({ statut: StatutCommande }),
    responses: { 200: Commande },
    problems: ['commande-introuvable', 'transition-impossible'],
  }),
  listMails: defineRoute({
    method: 'get',
    path: '/api/administration/commandes/{id}/mails',
    operationId: 'adminListMails',
    tag: 'administration',
    summary: 'The mails about an order, the oldest first',
    access: 'admin',
    params: z.object({ id: z.uuidv7() }),
    responses: { 200: z.array(MailCommande) },
    problems: ['commande-introuvable'],
  }),
  retryMails: defineRoute({
    method: 'post',
    path: '/api/administration/commandes/{id}/mails/relance',
    operationId: 'adminRetryMails',
    tag: 'administration',
    summary: 'Try the unsent mails about an order again at once',
    access: 'admin',
    params: z.object({ id: z.uuidv7() }),
    responses: { 200: z.array(MailCommande) },
    problems: ['commande-introuvable'],
  }),
  listJournal: defineRoute({
    method: 'get',
    path: '/api/administration/journal',
    operationId: 'adminListJournal',
    tag: 'administration',
    summary: 'The audit of changes by staff, the newest first',
    access: 'admin',
    query: z.strictObject({ ...paging, objet: z.optional(EntreeJournal.shape.objet) }),
    responses: { 200: z.array(EntreeJournal) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
};
