import type { NouvelleCommande } from '@boutique/contracts/commandes';
import { readStored, store } from './session-store.ts';

/** The wish for one order: whatever happens, `cle` stands for it, so that it is fulfilled once. */
export interface OrderIntent {
  cle: string;
  commande: NouvelleCommande;
  /** It was sent, and no final answer has come yet. */
  sent: boolean;
}

const NAME = 'commande.intention';

/** 128 random bits. Not `randomUUID`, which a shop without HTTPS has not. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The intent of this tab that waits for its answer, over reloads. */
export function readSentIntent(): OrderIntent | null {
  const intent = readStored<OrderIntent>(NAME);
  return intent?.sent ? intent : null;
}

/** The intent to order exactly this: the kept one if it is the same, else a new one. */
export function intentFor(commande: NouvelleCommande): OrderIntent {
  const kept = readStored<OrderIntent>(NAME);
  if (kept && JSON.stringify(kept.commande) === JSON.stringify(commande)) return kept;
  const intent = { cle: newKey(), commande, sent: false };
  store(NAME, intent);
  return intent;
}

export function markSent(intent: OrderIntent): OrderIntent {
  const sent = { ...intent, sent: true };
  store(NAME, sent);
  return sent;
}

/** After a final answer, of whatever kind: the next order is another one. */
export const forgetIntent = () => store(NAME, null);
