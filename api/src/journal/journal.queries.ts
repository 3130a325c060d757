import type { EntreeJournal } from '@boutique/contracts/administration';
import type { Knex } from 'knex';

/** One line of the audit, in the transaction of what it tells of. `details` never holds a secret. */
export async function recordJournal(
  trx: Knex,
  entry: {
    acteurId: string;
    action: string;
    objet: EntreeJournal['objet'];
    objetId: string;
    details: Record<string, unknown>;
  },
): Promise<void> {
  await trx('journal').insert({
    acteur_id: entry.acteurId,
    action: entry.action,
    objet: entry.objet,
    objet_id: entry.objetId,
    details: JSON.stringify(entry.details),
  });
}
