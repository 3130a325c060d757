import type { MailCommande } from '@boutique/contracts/administration';
import type { StatutCommande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import type { Knex } from 'knex';

/** What a buyer gets a mail about: statuses of the order, and the end of a refund. */
const MAILED = ['a-confirmer', 'confirmee', 'expediee', 'annulee', 'remboursee'] as const;
export type Evenement = (typeof MAILED)[number];

/** A mail about an order. */
export interface QueuedMail {
  commandeId: string;
  evenement: Evenement;
  essais: number;
}

/** Queues the mail about an event, if there is one. Call it in the transaction in which it happens. */
export async function queueMail(trx: Knex, commandeId: string, evenement: StatutCommande | Evenement): Promise<void> {
  if (!(MAILED as readonly string[]).includes(evenement)) return;
  await trx('mails_commande').insert({ commande_id: commandeId, evenement }).onConflict().ignore();
}

/**
 * Takes a mail that is due, and sets the time of its next attempt: after 1, 2, 4 … minutes, at most an hour. So a process
 * that ends before the mail is sent loses nothing, and no other process sends the mail meanwhile.
 */
export async function takeMail(db: Knex): Promise<QueuedMail | undefined> {
  const { rows } = await db.raw<{ rows: QueuedMail[] }>(
    `update mails_commande set essais = essais + 1,
       prochain_le = now() + least(interval '1 minute' * 2 ^ least(essais, 10), interval '1 hour')
     where (commande_id, evenement) = (
       select commande_id, evenement from mails_commande
       where envoye_le is null and prochain_le <= now()
       order by prochain_le limit 1 for update skip locked
     )
     returning commande_id as "commandeId", evenement, essais`,
  );
  return rows[0];
}

export async function markMailSent(db: Knex, { commandeId, evenement }: QueuedMail): Promise<void> {
  await db('mails_commande')
    .where({ commande_id: commandeId, evenement })
    .update({ envoye_le: db.fn.now(), erreur: null });
}

/** @param erreur the mail server's words, for staff */
export async function markMailFailed(db: Knex, { commandeId, evenement }: QueuedMail, erreur: string): Promise<void> {
  await db('mails_commande')
    .where({ commande_id: commandeId, evenement })
    .update({ erreur: erreur.slice(0, 500) });
}

/** The condition that a mail about the order of this column could not be sent, so far. */
export const hasFailedMail = (commandeId: string) =>
  `exists (
     select from mails_commande m where m.commande_id = ${commandeId} and m.envoye_le is null and m.erreur is not null
   )`;

/** The mails about an order, the oldest first; none for an unknown one. */
export async function listMails(db: Knex, commandeId: string): Promise<MailCommande[]> {
  const rows: {
    evenement: Evenement;
    essais: number;
    erreur: string | null;
    prochainLe: Date;
    envoyeLe: Date | null;
  }[] = await db('mails_commande')
    .where({ commande_id: commandeId })
    .orderBy('cree_le')
    .select('evenement', 'essais', 'erreur', 'prochain_le as prochainLe', 'envoye_le as envoyeLe');
  return rows.map(({ prochainLe, envoyeLe, ...mail }) => ({
    ...mail,
    prochainLe: envoyeLe ? null : prochainLe.toISOString(),
    envoyeLe: envoyeLe?.toISOString() ?? null,
  }));
}

/** Lets the unsent mails about an order be due. */
export async function retryMails(db: Knex, commandeId: string): Promise<void> {
  await db('mails_commande').where({ commande_id: commandeId, envoye_le: null }).update({ prochain_le: db.fn.now() });
}

/** Gives the order one more token, with which a link opens it. */
export async function insertAcces(db: Knex, commandeId: string, jeton: Buffer): Promise<void> {
  await db('acces_commandes').insert({ jeton_sha256: jeton, commande_id: commandeId });
}

export async function deleteAcces(db: Knex, jeton: Buffer): Promise<void> {
  await db('acces_commandes').where({ jeton_sha256: jeton }).delete();
}

/** Whether this token opens this order. */
export async function hasAcces(db: Knex, commandeId: string, jeton: Buffer): Promise<boolean> {
  const row = await db('acces_commandes').where({ jeton_sha256: jeton, commande_id: commandeId }).first('commande_id');
  return row !== undefined;
}

/** The language that the order was made in. */
export async function langueOfCommande(db: Knex, id: string): Promise<Langue> {
  return (await db('commandes').where({ id }).first('langue'))?.langue ?? 'fr';
}
