import type { Commande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import type { Evenement } from './mails.queries.ts';

interface Words {
  hello: string;
  delivery: string;
  total: string;
  open: string;
  /** Subject and first sentences for each status that is mailed. */
  of: Record<Evenement, (commande: Commande) => { subject: string; lead: string }>;
}

/** Whether staff had to confirm the order first. */
const wasChecked = ({ historique }: Commande) => historique[0]?.statut === 'a-confirmer';

/** Whether the order was cancelled instead of being confirmed, and not by its buyer. */
const wasNotConfirmed = ({ historique: [first, second] }: Commande) =>
  first?.statut === 'a-confirmer' && second?.statut === 'annulee' && second.par !== 'client';

export const mailTexts: Readonly<Record<Langue, Words>> = {
  fr: {
    hello: 'Bonjour,',
    delivery: 'Livraison',
    total: 'Total',
    open: 'Voir la commande',
    of: {
      'a-confirmer': ({ numero }) => ({
        subject: `Commande ${numero} reçue`,
        lead: `Merci. Votre commande ${numero} est reçue, et ses articles vous sont réservés. Nous la vérifions, puis nous vous écrivons. Il n’y a rien à payer maintenant.`,
      }),
      confirmee: (commande) => ({
        subject: `Commande ${commande.numero} ${wasChecked(commande) ? 'confirmée' : 'enregistrée'}`,
        lead: wasChecked(commande)
          ? `Votre commande ${commande.numero} est confirmée. Vous la réglez à la livraison.`
          : `Merci. Votre commande ${commande.numero} est enregistrée. Vous la réglez à la livraison.`,
      }),
      expediee: ({ numero }) => ({
        subject: `Commande ${numero} expédiée`,
        lead: `Votre commande ${numero} est en route.`,
      }),
      annulee: (commande) => ({
        subject: `Commande ${commande.numero} annulée`,
        lead: wasNotConfirmed(commande)
          ? `Nous n’avons pas pu confirmer votre commande ${commande.numero} : elle est annulée. Il n’y a rien à payer. Avec un compte, une commande n’attend pas.`
          : `Votre commande ${commande.numero} est annulée. Il n’y a rien à payer.`,
      }),
    },
  },
  en: {
    hello: 'Hello,',
    delivery: 'Delivery',
    total: 'Total',
    open: 'See the order',
    of: {
      'a-confirmer': ({ numero }) => ({
        subject: `Order ${numero} received`,
        lead: `Thank you. We have your order ${numero}, and its products are set aside for you. We check it, then we write to you. There is nothing to pay now.`,
      }),
      confirmee: (commande) => ({
        subject: `Order ${commande.numero} ${wasChecked(commande) ? 'confirmed' : 'placed'}`,
        lead: wasChecked(commande)
          ? `Your order ${commande.numero} is confirmed. You pay on delivery.`
          : `Thank you. Your order ${commande.numero} is placed. You pay on delivery.`,
      }),
      expediee: ({ numero }) => ({
        subject: `Order ${numero} shipped`,
        lead: `Your order ${numero} is on its way.`,
      }),
      annulee: (commande) => ({
        subject: `Order ${commande.numero} cancelled`,
        lead: wasNotConfirmed(commande)
          ? `We could not confirm your order ${commande.numero}: it is cancelled. There is nothing to pay. With an account, an order does not wait.`
          : `Your order ${commande.numero} is cancelled. There is nothing to pay.`,
      }),
    },
  },
};
