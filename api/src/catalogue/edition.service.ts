import type { NouveauProduit, ProduitEdite, ProduitEdition, ProduitResume } from '@boutique/contracts/administration';
import type { Langue } from '@boutique/contracts/common';
import { recordJournal } from '../journal/journal.queries.ts';
import { cles } from '../platform/cursor.ts';
import { type Database, violates } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { type Page, readPage } from '../platform/keyset-page.ts';
import * as queries from './edition.queries.ts';
import { changesBetween } from './edition-changes.ts';
import { findMissingFichiers } from './images.queries.ts';
import { listCategories } from './produits.queries.ts';
import { notFound } from './produits.service.ts';

/** Actions of the audit that make a version of a product. */
const VERSIONED = ['produit-cree', 'produit-modifie', 'produit-archive'] as const;

export interface Change {
  acteurId: string;
  id: string;
  /** The change is made only if one of these is still the product's version. */
  versions: readonly number[];
}

/** The rules for changes of the catalogue. */
export function createEditionService(db: Database) {
  async function read(idOrSlug: string): Promise<queries.Edition> {
    return (await queries.findEdition(db, idOrSlug)) ?? notFound(idOrSlug);
  }

  /** Runs a change on the version that it was meant for, with the product locked. */
  function change<Result>(
    { id, versions }: Change,
    run: (trx: Database, before: queries.Edition) => Promise<Result>,
  ): Promise<Result> {
    return db.transaction(async (trx) => {
      const before = (await queries.lockEdition(trx, id)) ?? notFound(id);
      if (!versions.includes(before.version)) throw await staleVersion(trx, id);
      return run(trx, before);
    });
  }

  return {
    read,

    async list(
      {
        limite,
        apres,
        langue: _,
        ...filters
      }: { limite: number; apres?: string | undefined; langue?: Langue | undefined } & queries.EditionFilters,
      langue: Langue,
    ): Promise<Page<ProduitResume>> {
      return readPage(
        { limite, apres },
        {
          scope: ['administration-produits', filters],
          read: (range) => queries.listResumes(db, { filters, langue, ...range }),
          count: () => queries.countResumes(db, filters),
          positionOf: ({ modifieLe, id }) => ({ cle: modifieLe, id }),
          cle: cles.instant,
        },
      );
    },

    async create(acteurId: string, nouveau: NouveauProduit): Promise<queries.Edition> {
      return db
        .transaction(async (trx) => {
          await refuseUnknown(trx, nouveau);
          const created = await queries.insertProduit(trx, nouveau);
          await refuseOldSlug(trx, created.produit);
          const { slug, nom, prixCentimes, stock } = nouveau;
          await recordJournal(trx, {
            acteurId,
            action: 'produit-cree',
            objet: 'produit',
            objetId: created.produit.id,
            details: { slug, nom, prixCentimes, stock },
          });
          return created;
        })
        .catch(refuseTakenSlug(nouveau.slug));
    },

    /** Saving a product without changes makes no version. */
    async update(asked: Change, edition: ProduitEdition): Promise<queries.Edition> {
      return change(asked, async (trx, before) => {
        const changes = changesBetween(before.produit, edition);
        if (Object.keys(changes).length === 0) return before;
        await refuseUnknown(trx, edition);
        const after = await queries.updateProduit(trx, asked.id, edition);
        if (before.produit.slug !== edition.slug) {
          await queries.keepSlug(trx, asked.id, { old: before.produit.slug, taken: edition.slug });
          await refuseOldSlug(trx, after.produit);
        }
        await recordJournal(trx, {
          acteurId: asked.acteurId,
          action: 'produit-modifie',
          objet: 'produit',
          objetId: asked.id,
          details: changes,
        });
        return after;
      }).catch(refuseTakenSlug(edition.slug));
    },

    /** A product that was ever ordered is archived instead, because orders and reviews refer to it. */
    async delete(asked: Change): Promise<void> {
      await change(asked, async (trx, { produit }) => {
        const archived = await queries.wasOrdered(trx, asked.id);
        if (archived && !produit.actif) return;
        if (archived) await queries.updateProduit(trx, asked.id, { ...editionOf(produit), actif: false });
        else await queries.deleteProduit(trx, asked.id);
        await recordJournal(trx, {
          acteurId: asked.acteurId,
          action: archived ? 'produit-archive' : 'produit-supprime',
          objet: 'produit',
          objetId: asked.id,
          details: archived
            ? { actif: { avant: true, apres: false } }
            : { slug: produit.slug, nom: produit.nom, stock: produit.stock },
        });
      });
    },

    async moveStock(acteurId: string, id: string, variation: number): Promise<number> {
      return db.transaction(async (trx) => {
        const stock = await queries.moveStock(trx, id, variation);
        if (stock === undefined) {
          const { produit } = (await queries.findEdition(trx, id)) ?? notFound(id);
          if (variation > 0)
            throw new ProblemError('limite-atteinte', `Un stock tient ${queries.MAX_STOCK} pièces au plus.`);
          throw new ProblemError(
            'stock-insuffisant',
            `Il en reste ${produit.stock} : un retrait de ${-variation} n’est pas possible. Retirez-en ${produit.stock} au plus.`,
          );
        }
        if (variation !== 0) {
          await recordJournal(trx, {
            acteurId,
            action: 'stock-modifie',
            objet: 'produit',
            objetId: id,
            details: { stock: { avant: stock - variation, apres: stock } },
          });
        }
        return stock;
      });
    },
  };
}

async function staleVersion(trx: Database, id: string): Promise<ProblemError> {
  const last = await queries.findLastChange(trx, id, VERSIONED);
  const when = last?.le.toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' });
  const who = last ? ` par ${last.nom ?? 'un compte supprimé'}, le ${when}` : '';
  return new ProblemError(
    'version-perimee',
    `Ce produit a été modifié${who}, après votre lecture. Relisez-le, reportez-y vos changements, puis enregistrez de nouveau.`,
  );
}

const refuseTakenSlug =
  (slug: string) =>
  (error: unknown): never => {
    if (!violates(error, 'produits_slug_key')) throw error;
    throw new ProblemError(
      'slug-deja-utilise',
      `Un autre produit, peut-être archivé, a déjà l’adresse « ${slug} ». Choisissez-en une autre.`,
    );
  };

/** @throws ProblemError `slug-deja-utilise` for the old address of another product, which leads there for good */
async function refuseOldSlug(trx: Database, { id, slug }: ProduitEdite): Promise<void> {
  if (!(await queries.wasSlugOfAnother(trx, id, slug))) return;
  throw new ProblemError(
    'slug-deja-utilise',
    `L’adresse « ${slug} » était celle d’un autre produit, et mène toujours à lui. Choisissez-en une autre.`,
  );
}

/** @throws ProblemError `requete-invalide` for a category or a picture that the shop does not have */
async function refuseUnknown(trx: Database, { categorie, images }: ProduitEdition): Promise<void> {
  const erreurs: { chemin: string; message: string }[] = [];
  const categories = (await listCategories(trx, 'fr')).map(({ slug }) => slug);
  if (!categories.includes(categorie)) {
    erreurs.push({
      chemin: 'body.categorie',
      message: `L’une de ces catégories est attendue : ${categories.join(', ')}`,
    });
  }
  const files = images.flatMap(({ fichier, variantes }, index) => [
    { fichier, chemin: `body.images.${index}.fichier` },
    ...variantes.map((variante, number) => ({
      fichier: variante.fichier,
      chemin: `body.images.${index}.variantes.${number}.fichier`,
    })),
  ]);
  const missing = await findMissingFichiers(
    trx,
    files.map(({ fichier }) => fichier),
  );
  for (const { fichier, chemin } of files) {
    if (missing.has(fichier)) {
      erreurs.push({ chemin, message: 'Cette image n’existe pas, ou plus : téléversez-la de nouveau' });
    }
  }
  if (erreurs.length === 0) return;
  const detail = erreurs.map(({ chemin, message }) => `${chemin} : ${message}`).join(' ; ');
  throw new ProblemError('requete-invalide', detail, { erreurs });
}

function editionOf({ id, stock, creeLe, modifieLe, ...edition }: ProduitEdite): ProduitEdition {
  return edition;
}
