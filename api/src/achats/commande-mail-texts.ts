import type { Commande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import type { Evenement } from './mails.queries.ts';

interface Words {
  hello: string;
  delivery: string;
  total: string;
  open: string;
  /** Subject and first sentences for each event that is mailed. */
  of: Record<Evenement, (commande: Commande) => { subject: string; lead: string }>;
}

/** The status in which the order began. */
const beganAs = ({ historique }: Commande) => historique[0]?.statut;

/** The status in which the order waited when the shop cancelled it; undefined when it waited for nothing. */
const waitedAs = ({ historique: [first, second] }: Commande) =>
  second?.statut === 'annulee' && second.par !== 'client' ? first?.statut : undefined;

/** Whether the buyer gets money back. */
const isPaid = ({ enLigne }: Commande) =>
  enLigne !== null && ['paye', 'a-rembourser', 'rembourse'].includes(enLigne.statut);

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
      confirmee: (commande) => {
        const { numero } = commande;
        if (beganAs(commande) === 'a-confirmer') {
          return {
            subject: `Commande ${numero} confirmée`,
            lead: `Votre commande ${numero} est confirmée. Vous la réglez à la livraison.`,
          };
        }
        const how = isPaid(commande) ? 'Votre paiement est reçu.' : 'Vous la réglez à la livraison.';
        return {
          subject: `Commande ${numero} enregistrée`,
          lead: `Merci. Votre commande ${numero} est enregistrée. ${how}`,
        };
      },
      expediee: ({ numero }) => ({
        subject: `Commande ${numero} expédiée`,
        lead: `Votre commande ${numero} est en route.`,
      }),
      annulee: (commande) => {
        const { numero } = commande;
        const reasons: Partial<Record<string, string>> = {
          'a-confirmer': `Nous n’avons pas pu confirmer votre commande ${numero} : elle est annulée. Avec un compte, une commande n’attend pas.`,
          'a-payer': `Nous n’avons pas reçu le paiement de votre commande ${numero} : elle est annulée.`,
        };
        const reason = reasons[waitedAs(commande) ?? ''] ?? `Votre commande ${numero} est annulée.`;
        const money = isPaid(commande) ? 'Nous vous remboursons ce que vous avez payé.' : 'Il n’y a rien à payer.';
        return { subject: `Commande ${numero} annulée`, lead: `${reason} ${money}` };
      },
      remboursee: ({ numero }) => ({
        subject: `Commande ${numero} remboursée`,
        lead: `Votre paiement de la commande ${numero}, qui est annulée, vous est remboursé. Selon votre banque, vous le verrez sur votre compte dans cinq à dix jours.`,
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
      confirmee: (commande) => {
        const { numero } = commande;
        if (beganAs(commande) === 'a-confirmer') {
          return {
            subject: `Order ${numero} confirmed`,
            lead: `Your order ${numero} is confirmed. You pay on delivery.`,
          };
        }
        const how = isPaid(commande) ? 'We have your payment.' : 'You pay on delivery.';
        return { subject: `Order ${numero} placed`, lead: `Thank you. Your order ${numero} is placed. ${how}` };
      },
      expediee: ({ numero }) => ({
        subject: `Order ${numero} shipped`,
        lead: `Your order ${numero} is on its way.`,
      }),
      annulee: (commande) => {
        const { numero } = commande;
        const reasons: Partial<Record<string, string>> = {
          'a-confirmer': `We could not confirm your order ${numero}: it is cancelled. With an account, an order does not wait.`,
          'a-payer': `We did not get the payment of your order ${numero}: it is cancelled.`,
        };
        const reason = reasons[waitedAs(commande) ?? ''] ?? `Your order ${numero} is cancelled.`;
        const money = isPaid(commande) ? 'We give back what you have paid.' : 'There is nothing to pay.';
        return { subject: `Order ${numero} cancelled`, lead: `${reason} ${money}` };
      },
      remboursee: ({ numero }) => ({
        subject: `Order ${numero} refunded`,
        lead: `Your payment of the order ${numero}, which is cancelled, is refunded. Depending on your bank, you see it on your account in five to ten days.`,
      }),
    },
  },
};
