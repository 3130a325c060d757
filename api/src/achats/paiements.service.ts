import type { ModePaiement, StatutPaiement } from '@boutique/contracts/paiements';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Log } from '../platform/log.ts';
import { lockCommande } from './commandes.queries.ts';
import { queueMail } from './mails.queries.ts';
import * as queries from './paiements.queries.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { reachStatut } from './statuts.ts';

interface Options {
  db: Database;
  log: Log;
  providers: readonly PaymentProvider[];
}

export type PaiementsService = ReturnType<typeof createPaiementsService>;

/** Online payments of orders. An order's row is locked before its payment's, by all that changes both. */
export function createPaiementsService({ db, log, providers }: Options) {
  const page = providers.find(({ mode }) => mode === 'en-ligne')?.page;

  async function open(commandeId: string): Promise<void> {
    const payment = await queries.findToOpen(db, commandeId);
    if (page && payment) await queries.markOpened(db, commandeId, await page.create(payment));
  }

  /** Asks the provider for a step. @returns the next one; undefined when it was stored already */
  async function ask({ commandeId, statut, reference }: queries.DueStep): Promise<StatutPaiement | undefined> {
    if (statut === 'a-ouvrir') {
      await open(commandeId);
      return undefined;
    }
    if (!page || reference === null) return 'ferme';
    if (statut === 'a-fermer') return (await page.expire(reference)) === 'paid' ? 'a-rembourser' : 'ferme';
    await page.refund(reference);
    return 'rembourse';
  }

  async function settle(step: queries.DueStep): Promise<void> {
    const next = await ask(step);
    if (!next) return;
    await db.transaction(async (trx) => {
      await lockCommande(trx, step.commandeId, 'toutes');
      // an event was faster
      if ((await queries.findStatutPaiement(trx, step.commandeId)) !== step.statut) return;
      await queries.setStatutPaiement(trx, step.commandeId, next);
      if (next === 'rembourse') await queueMail(trx, step.commandeId, 'remboursee');
    });
  }

  return {
    /** The ways to pay that the shop offers. */
    modes: providers.map(({ mode }) => mode),

    /**
     * @returns whether an order waits for its payment on a provider's page
     * @throws ProblemError `paiement-indisponible`
     */
    waits(mode: ModePaiement, totalCentimes: number): boolean {
      const provider = providers.find((one) => one.mode === mode);
      const { min, max } = provider?.page?.limits ?? { min: 0, max: Number.MAX_SAFE_INTEGER };
      if (provider && totalCentimes >= min && totalCentimes <= max) return provider.page !== undefined;
      throw new ProblemError('paiement-indisponible', 'Cette commande ne peut pas être payée ainsi.', {
        erreurs: [{ chemin: 'body.paiement', message: 'Choisissez un autre moyen de paiement' }],
      });
    },

    /** Opens the provider's page for an order. When that fails, it is tried again later. */
    open: (commandeId: string): Promise<void> =>
      open(commandeId).catch((error: unknown) =>
        log.error({ err: error, commandeId }, 'the page of a payment could not be opened, and will be tried again'),
      ),

    /**
     * Takes an event of the provider: the order is paid, or, when it does not wait any more, the payment is given back.
     * The same event again, and events of other shops, change nothing.
     * @throws ProblemError `signature-invalide`
     */
    async confirm(body: Buffer, signature: string): Promise<void> {
      if (!page) throw new ProblemError('signature-invalide', 'Cette boutique n’a pas de paiement en ligne.');
      const paid = page.confirm(body, signature);
      if (!paid) return;
      const { commandeId, reference } = paid;
      await db.transaction(async (trx) => {
        const statut = await lockCommande(trx, commandeId, 'toutes');
        const before = await queries.findStatutPaiement(trx, commandeId);
        if (!before || ['paye', 'a-rembourser', 'rembourse'].includes(before)) return;
        const inTime = statut === 'a-payer';
        await queries.setStatutPaiement(trx, commandeId, inTime ? 'paye' : 'a-rembourser', reference);
        if (inTime) await reachStatut(trx, commandeId, 'confirmee', 'client');
      });
    },

    /** Asks the provider for one step that is due. @returns whether there was one */
    async settleOne(): Promise<boolean> {
      const step = page && (await queries.takeStep(db));
      if (!step) return false;
      await settle(step).catch((error: unknown) =>
        log.error({ err: error, ...step }, 'the payment provider did not do a step, and will be asked again'),
      );
      return true;
    },
  };
}
