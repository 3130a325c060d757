import type { Avis, NouvelAvis } from '@boutique/contracts/avis';
import { recordJournal } from '../journal/journal.queries.ts';
import { type Database, violates } from '../platform/db/database.ts';
import type { SignedIn } from '../platform/http/caller.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { byId, type Page, readPage } from '../platform/keyset-page.ts';
import * as queries from './avis.queries.ts';

/** The id of a product on sale. @throws ProblemError `produit-introuvable` */
type FindProduitId = (idOrSlug: string) => Promise<string>;

/** The rules of reviews. */
export function createAvisService(db: Database, findProduitId: FindProduitId) {
  return {
    async list(idOrSlug: string, asked: { limite: number; apres?: string | undefined }): Promise<Page<Avis>> {
      const produitId = await findProduitId(idOrSlug);
      return readPage(asked, {
        scope: ['avis', produitId],
        read: (range) => queries.listAvis(db, { produitId, ...range }),
        count: () => queries.countAvis(db, produitId),
        positionOf: byId,
      });
    },

    async readOwn(idOrSlug: string, { id }: SignedIn): Promise<{ achete: boolean; avis: Avis | null }> {
      const produitId = await findProduitId(idOrSlug);
      const [achete, avis] = await Promise.all([
        queries.hasReceived(db, produitId, id),
        queries.findOwnAvis(db, produitId, id),
      ]);
      return { achete, avis: avis ?? null };
    },

    async create(idOrSlug: string, { id: utilisateurId, nom }: SignedIn, nouvel: NouvelAvis): Promise<Avis> {
      const produitId = await findProduitId(idOrSlug);
      return db
        .transaction(async (trx) => {
          // the lock comes first, so that a parallel review counts this one, too
          await queries.lockRating(trx, produitId);
          if (!(await queries.hasReceived(trx, produitId, utilisateurId))) {
            throw new ProblemError(
              'achat-requis',
              'Seul un compte qui a reçu ce produit peut en donner un avis, et pas si la commande a été annulée.',
            );
          }
          const avis = await queries.insertAvis(trx, { ...nouvel, produitId, utilisateurId, auteur: nom });
          await queries.recountAvis(trx, produitId);
          return avis;
        })
        .catch((error: unknown) => {
          if (!violates(error, 'avis_produit_id_utilisateur_id_key')) throw error;
          throw new ProblemError(
            'avis-deja-donne',
            'Vous avez déjà donné un avis sur ce produit. Retirez-le d’abord pour en donner un autre.',
          );
        });
    },

    /**
     * Deletes an own review, or any review as staff. For others' reviews the answer is the same as for unknown ones.
     */
    async delete(id: string, account: SignedIn): Promise<void> {
      await db.transaction(async (trx) => {
        const avis = await queries.findAvis(trx, id);
        const own = avis?.utilisateurId === account.id;
        if (!avis || !(own || account.role === 'admin')) throw notFound(id);
        await queries.lockRating(trx, avis.produitId);
        if (!(await queries.deleteAvis(trx, id))) throw notFound(id);
        await queries.recountAvis(trx, avis.produitId);
        if (own) return;
        const { produitId, auteur, note, titre } = avis;
        await recordJournal(trx, {
          acteurId: account.id,
          action: 'avis-supprime',
          objet: 'avis',
          objetId: id,
          details: { produitId, auteur, note, titre },
        });
      });
    },
  };
}

const notFound = (id: string) => new ProblemError('avis-introuvable', `Aucun de vos avis n’a l’identifiant ${id}.`);
