import type { NouvelleCommande } from '@boutique/contracts/commandes';
import { readStored, store, useStored } from './session-store.ts';

/** The intent to place one order. Every request for it has the same `cle`, so there is one order. */
export interface OrderIntent {
  cle: string;
  commande: NouvelleCommande;
  /** Whether it was sent and has no final answer yet. */
  sent: boolean;
}

const NAME = 'commande.intention';

/** 128 random bits. Not `randomUUID`, which browsers offer only on HTTPS. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** This tab's intent that waits for its answer; it survives reloads. */
export function useSentIntent(): OrderIntent | null {
  const intent = useStored<OrderIntent>(NAME);
  return intent?.sent ? intent : null;
}

/** The intent for exactly this order: the stored one if it is equal, else a new one. */
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

/** The order of these fields, posted without scripts, whose answer was lost. */
export function intentOf(fields: Readonly<Partial<Record<string, string>>>): OrderIntent {
  const { email, livraison, paiement = 'a-la-livraison', totalCentimes } = fields;
  const adresse = Object.entries(fields).flatMap(([name, text]) =>
    name.startsWith('adresse.') && text !== '' ? [[name.replace('adresse.', ''), text]] : [],
  );
  const commande = {
    ...(email && { email }),
    adresse: Object.fromEntries(adresse),
    livraison,
    paiement,
    totalCentimes: Number(totalCentimes),
  } as NouvelleCommande;
  return { cle: fields['Idempotency-Key'] ?? newKey(), commande, sent: false };
}

/** Call it after any final answer: the next order needs a new intent. */
export const forgetIntent = () => store(NAME, null);
