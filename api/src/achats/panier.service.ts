import type { Langue } from '@boutique/contracts/common';
import { MAX_LIGNES, MAX_QUANTITE, type Panier } from '@boutique/contracts/panier';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { lockAcheteur } from './acheteurs.queries.ts';
import * as queries from './panier.queries.ts';

/** The rules of a cart: only products on sale, and no more than their stock. */
export function createPanierService(db: Database) {
  const read = async (acheteurId: string | undefined, langue: Langue): Promise<Panier> => {
    const lignes = acheteurId === undefined ? [] : await queries.listLignes(db, acheteurId, langue);
    return {
      lignes,
      nombreArticles: lignes.reduce((sum, { quantite }) => sum + quantite, 0),
      totalCentimes: lignes.reduce((sum, { totalCentimes }) => sum + totalCentimes, 0),
    };
  };
  return {
    read,

    async change(
      mode: 'add' | 'set',
      line: { acheteurId: string; produitId: string; quantite: number },
      langue: Langue,
    ): Promise<Panier> {
      await db.transaction(async (trx) => {
        await lockAcheteur(trx, line.acheteurId);
        const changed = await queries.changeLigne(trx, line, mode);
        if (!changed) {
          throw new ProblemError('produit-introuvable', `Aucun produit en vente n’a l’identifiant ${line.produitId}.`);
        }
        refuseTooMany(changed, mode, line.quantite);
        if (changed.avant === 0 && (await queries.countLignes(trx, line.acheteurId)) > MAX_LIGNES) {
          throw new ProblemError('limite-atteinte', `Un panier tient ${MAX_LIGNES} produits ; retirez-en un d’abord.`);
        }
      });
      return read(line.acheteurId, langue);
    },

    async remove(acheteurId: string | undefined, produitId: string, langue: Langue): Promise<Panier> {
      if (acheteurId !== undefined) await queries.removeLigne(db, acheteurId, produitId);
      return read(acheteurId, langue);
    },
  };
}

function refuseTooMany({ avant, stock }: queries.ChangedLigne, mode: 'add' | 'set', quantite: number): void {
  const kept = mode === 'add' ? avant : 0;
  const wanted = kept + quantite;
  // a lower quantity is always allowed, even when the stock has become smaller than it
  if (wanted <= avant) return;
  if (wanted > stock) {
    const message = stock === 0 ? 'Rupture de stock' : `${stock} en stock`;
    throw new ProblemError(
      'stock-insuffisant',
      `${wanted} demandés, ${stock} en stock${avant > 0 ? `, dont ${avant} déjà dans le panier` : ''}.`,
      { erreurs: [{ chemin: 'body.quantite', message, maximum: Math.max(0, stock - kept) }] },
    );
  }
  if (wanted > MAX_QUANTITE) {
    throw new ProblemError('limite-atteinte', `Un panier tient au plus ${MAX_QUANTITE} fois le même produit.`);
  }
}
