import type { Commande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import { localizedPath } from '@boutique/contracts/localized-path';
import { formatNumber } from '@boutique/contracts/numbers';
import type { Mail } from '../platform/mail.ts';
import { mailTexts } from './commande-mail-texts.ts';
import type { Evenement } from './mails.queries.ts';

interface Content {
  commande: Commande;
  evenement: Evenement;
  langue: Langue;
  publicUrl: string;
  /** The token with which the link opens the order. */
  acces: string;
}

/**
 * The mail about an event of an order, as text and HTML. Its Message-ID is always the same for one event:
 * when the process ends between the server's answer and our note of it, the mail is sent twice, and mail readers that
 * know the id show it once.
 */
export function commandeMail({ commande, evenement, langue, publicUrl, acces }: Content): Mail {
  const words = mailTexts[langue];
  const { subject, lead } = words.of[evenement](commande);
  const link = publicUrl + localizedPath(langue, `/commande/confirmation/${commande.id}?acces=${acces}`);
  const price = (centimes: number) =>
    langue === 'fr' ? `${amount(centimes, 'fr')}\u00a0€` : `€${amount(centimes, 'en')}`;
  const rows: [label: string, price: string][] = [
    ...commande.lignes.map(({ quantite, nom, totalCentimes }): [string, string] => [
      `${quantite} × ${nom}`,
      price(totalCentimes),
    ]),
    [words.delivery, price(commande.livraisonCentimes)],
    [words.total, price(commande.totalCentimes)],
  ];
  const text = [words.hello, lead, rows.map((row) => row.join(' : ')).join('\n'), `${words.open}\n${link}`, SHOP];
  return {
    to: commande.email ?? '',
    subject,
    link,
    messageId: `<${commande.id}.${evenement}@${new URL(publicUrl).hostname}>`,
    text: `${text.join('\n\n')}\n`,
    html: page({ langue, subject, lead, hello: words.hello, rows, open: words.open, link }),
  };
}

const SHOP = 'Ma Boutique Répartie';
const amount = (centimes: number, langue: Langue) =>
  formatNumber(centimes / 100, langue, { minDecimals: 2, maxDecimals: 2 });

/** No colours but the reader's own, so that it is readable in light and dark readers. */
function page(content: {
  langue: Langue;
  subject: string;
  hello: string;
  lead: string;
  rows: [string, string][];
  open: string;
  link: string;
}): string {
  const cells = content.rows
    .map(
      ([label, price]) =>
        `<tr><td style="padding:4px 16px 4px 0">${escapeHtml(label)}</td><td style="padding:4px 0;text-align:right;white-space:nowrap">${escapeHtml(price)}</td></tr>`,
    )
    .join('');
  return `<!doctype html>
<html lang="${content.langue}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(content.subject)}</title>
<style>:root { color-scheme: light dark; }</style>
</head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">
<p>${escapeHtml(content.hello)}</p>
<p>${escapeHtml(content.lead)}</p>
<table role="presentation" style="border-collapse:collapse;max-width:100%">${cells}</table>
<p><a href="${escapeHtml(content.link)}" style="display:inline-block;padding:10px 18px;border:2px solid;border-radius:8px">${escapeHtml(content.open)}</a></p>
<p>${SHOP}</p>
</body>
</html>
`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
