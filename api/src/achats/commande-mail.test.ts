import type { Commande } from '@boutique/contracts/commandes';
import { expect, test } from 'vitest';
import { commandeMail } from './commande-mail.ts';
import type { Evenement } from './mails.queries.ts';

type Step = Commande['historique'][number];
const le = '2026-11-26T10:00:00.000Z';

/** An order that has gone through these steps (`annulee boutique`). */
function commandeAfter(steps: string, paid: boolean | null): Commande {
  const historique = steps.split(', ').map((step) => {
    const [statut, par = 'client'] = step.split(' ');
    return { statut, le, par } as Step;
  });
  return {
    id: '019bbb84-c800-7c41-9b52-6d0e83f4a117',
    numero: 'MBR-7K3QF2',
    statut: historique.at(-1)?.statut ?? 'confirmee',
    expireLe: null,
    lignes: [],
    sousTotalCentimes: 4_990,
    livraison: 'standard',
    livraisonCentimes: 490,
    livraisonPrevue: { du: '2026-12-01', au: '2026-12-03' },
    totalCentimes: 5_480,
    paiement: paid === null ? 'a-la-livraison' : 'en-ligne',
    enLigne: paid === null ? null : { statut: paid ? 'paye' : 'ferme', url: null },
    email: 'camille@boutique.example',
    adresse: null,
    historique,
    creeLe: le,
  };
}

test.each<[Evenement, steps: string, paid: boolean | null, fr: string, en: string]>([
  ['a-confirmer', 'a-confirmer', null, 'est reçue, et ses articles vous sont réservés', 'are set aside for you'],
  ['confirmee', 'a-confirmer, confirmee boutique', null, 'est confirmée. Vous la réglez', 'is confirmed. You pay'],
  [
    'confirmee',
    'confirmee',
    null,
    'est enregistrée. Vous la réglez à la livraison.',
    'is placed. You pay on delivery.',
  ],
  ['confirmee', 'a-payer, confirmee', true, 'Votre paiement est reçu.', 'We have your payment.'],
  ['annulee', 'a-confirmer, annulee automatique', null, 'pas pu confirmer', 'could not confirm'],
  ['annulee', 'a-confirmer, annulee boutique', null, 'Il n’y a rien à payer.', 'There is nothing to pay.'],
  ['annulee', 'a-confirmer, annulee client', null, 'Votre commande MBR-7K3QF2 est annulée.', 'Your order MBR-7K3QF2'],
  ['annulee', 'a-payer, annulee automatique', false, 'pas reçu le paiement', 'did not get the payment'],
  ['annulee', 'a-payer, confirmee, annulee boutique', true, 'Nous vous remboursons', 'We give back'],
  ['remboursee', 'a-payer, confirmee, annulee client', true, 'vous est remboursé', 'is refunded'],
])('%s after %s (paid online: %s) says what it means for the buyer', (evenement, steps, paid, fr, en) => {
  const commande = commandeAfter(steps, paid);
  for (const [langue, words] of [
    ['fr', fr],
    ['en', en],
  ] as const) {
    const mail = commandeMail({ commande, evenement, langue, publicUrl: 'https://boutique.test', acces: 'jeton' });
    expect(mail.text).toContain(words);
    expect(mail.subject).toContain('MBR-7K3QF2');
  }
});
