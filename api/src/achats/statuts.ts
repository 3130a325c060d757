import { cancellable, livraisonsTo, transitions } from '@boutique/contracts/achat';
import type { Commande, StatutCommande } from '@boutique/contracts/commandes';
import { livraisonPrevue } from '@boutique/contracts/delivery-dates';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import * as queries from './commandes.queries.ts';
import { livraisonBy, livraisons } from './livraisons.ts';
import { releasePaiement } from './paiements.queries.ts';

/** The author of a step of an order. */
type Par = Commande['historique'][number]['par'];

/**
 * Gives an order its next status. Cancelling puts its stock and its payment back: lock the order first, so that it happens
 * once. An order that has waited is promised from then on.
 */
export async function reachStatut(trx: Database, id: string, statut: StatutCommande, par: Par): Promise<void> {
  await queries.setStatut(trx, id, statut);
  await queries.recordStatut(trx, id, statut, par);
  if (statut === 'confirmee') {
    const { livraison, adresse } = await queries.findLivraison(trx, id);
    const terms = livraisonBy(livraison, adresse ? livraisonsTo(livraisons, adresse) : livraisons);
    await queries.setLivraisonPrevue(trx, id, livraisonPrevue(Date.now(), terms));
  }
  if (statut === 'annulee') {
    await queries.returnStock(trx, id);
    await releasePaiement(trx, id);
  }
}

/** @throws ProblemError `transition-impossible` */
export function refuseTransition(before: StatutCommande, after: StatutCommande, par: 'client' | 'boutique'): void {
  const ofBuyer: readonly StatutCommande[] = cancellable.includes(before) ? ['annulee'] : [];
  const possible: readonly StatutCommande[] = par === 'boutique' ? transitions[before] : ofBuyer;
  if (possible.includes(after)) return;
  throw new ProblemError(
    'transition-impossible',
    `Une commande « ${before} » ne peut pas devenir « ${after} »${possible.length > 0 ? ` ; possible : ${possible.join(', ')}` : ''}.`,
  );
}

/** Cancels one order that has waited until its end. @returns whether there was one */
export function cancelExpired(db: Database): Promise<boolean> {
  return db.transaction(async (trx) => {
    const id = await queries.lockExpired(trx);
    if (id !== undefined) await reachStatut(trx, id, 'annulee', 'automatique');
    return id !== undefined;
  });
}
