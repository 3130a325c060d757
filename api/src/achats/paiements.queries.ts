import type { StatutPaiement } from '@boutique/contracts/paiements';
import type { Knex } from 'knex';
import type { OpenedPage, Payment } from './payment-provider.ts';

/** A step of a payment that the provider has to be asked for. */
export interface DueStep {
  commandeId: string;
  statut: StatutPaiement;
  /** The provider's name for the page; null while none was opened. */
  reference: string | null;
  essais: number;
}

/** The first attempt is that of the request that orders; others follow when it has failed. */
export async function insertPaiement(trx: Knex, commandeId: string): Promise<void> {
  await trx('paiements').insert({
    commande_id: commandeId,
    statut: 'a-ouvrir',
    prochain_le: trx.raw(`now() + interval '15 seconds'`),
  });
}

export async function findStatutPaiement(trx: Knex, commandeId: string): Promise<StatutPaiement | undefined> {
  return (await trx('paiements').where({ commande_id: commandeId }).first('statut'))?.statut;
}

/** What is to be paid, while its page is not opened. */
export async function findToOpen(db: Knex, commandeId: string): Promise<Payment | undefined> {
  const row = await db('paiements as p')
    .join('commandes as c', 'c.id', 'p.commande_id')
    .where({ 'c.id': commandeId, 'p.statut': 'a-ouvrir' })
    .first('c.numero', 'c.total_centimes', 'c.email', 'c.langue', 'c.cree_le');
  return (
    row && {
      commandeId,
      numero: row.numero,
      totalCentimes: Number(row.total_centimes),
      email: row.email,
      langue: row.langue,
      creeLe: row.cree_le,
    }
  );
}

/** Stores the opened page. It is closed again when the order was cancelled meanwhile. */
export async function markOpened(db: Knex, commandeId: string, { reference, url }: OpenedPage): Promise<void> {
  await db.raw(
    `update paiements set reference = :reference, url = :url, essais = 0, prochain_le = now(),
       statut = case statut when 'a-ouvrir' then 'ouvert' when 'ferme' then 'a-fermer' else statut end
     where commande_id = :commandeId`,
    { commandeId, reference, url },
  );
}

/** Gives the payment its next step. @param reference the provider's name for the page, when an event names it */
export async function setStatutPaiement(
  trx: Knex,
  commandeId: string,
  statut: StatutPaiement,
  reference?: string,
): Promise<void> {
  await trx('paiements')
    .where({ commande_id: commandeId })
    .update({ statut, essais: 0, prochain_le: trx.fn.now(), ...(reference && { reference }) });
}

/** The order is cancelled: what was paid is given back, and what was not paid cannot be paid any more. */
export async function releasePaiement(trx: Knex, commandeId: string): Promise<void> {
  await trx.raw(
    `update paiements set statut = case statut when 'paye' then 'a-rembourser' else 'a-fermer' end,
       essais = 0, prochain_le = now()
     where commande_id = ? and statut in ('a-ouvrir', 'ouvert', 'paye')`,
    [commandeId],
  );
}

/**
 * Takes a step that is due, and sets the time of its next attempt: after 1, 2, 4 … minutes, at most an hour. So no other
 * process takes it meanwhile, and a process that ends loses nothing.
 */
export async function takeStep(db: Knex): Promise<DueStep | undefined> {
  const { rows } = await db.raw<{ rows: DueStep[] }>(
    `update paiements set essais = essais + 1,
       prochain_le = now() + least(interval '1 minute' * 2 ^ least(essais, 10), interval '1 hour')
     where commande_id = (
       select commande_id from paiements
       where statut in ('a-ouvrir', 'a-fermer', 'a-rembourser') and prochain_le <= now()
       order by prochain_le limit 1 for update skip locked
     )
     returning commande_id as "commandeId", statut, reference, essais`,
  );
  return rows[0];
}
