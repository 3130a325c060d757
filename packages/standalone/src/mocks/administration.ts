import { transitions } from '@boutique/contracts/achat';
import { administrationRoutes, type EntreeJournal, type MailCommande } from '@boutique/contracts/administration';
import type { StatutCommande } from '@boutique/contracts/commandes';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import { paginate } from '../paging.ts';
import { giveStockBack, inLangue, reach, toResume } from './commandes.ts';
import { refuseLastAdmin } from './compte.ts';
import { containsWords } from './contains-words.ts';
import { langueOf } from './langue-of.ts';
import type { MockShop } from './mock-shop.ts';
import { newId } from './new-id.ts';
import { staff } from './signed-in.ts';

/** Mocks for staff: accounts, orders and the audit. The slice that edits the catalogue has its own mocks for it. */
export const administrationMocks = (shop: MockShop): RequestHandler[] => [
  mock(administrationRoutes.listUtilisateurs, ({ query: { q = '', role, actif, ...paging } }) => {
    staff(shop);
    const found = shop.comptes
      .map(({ compte }) => compte)
      .filter(
        ({ nom, email, ...compte }) =>
          containsWords(`${nom} ${email}`, q) &&
          (role === undefined || compte.role === role) &&
          (actif === undefined || compte.actif === actif),
      )
      .toSorted((a, b) => b.creeLe.localeCompare(a.creeLe));
    return paginate(found, { ...paging, scope: `comptes ${q} ${role} ${actif}` });
  }),
  mock(administrationRoutes.updateUtilisateur, ({ params, body }) => {
    staff(shop);
    const compte = shop.comptes.find((kept) => kept.compte.id === params.id)?.compte;
    if (!compte) throw new MockProblem('utilisateur-introuvable', `Aucun compte « ${params.id} »`);
    if (body.role === 'user' || body.actif === false) refuseLastAdmin(shop, compte.id);
    const changes = Object.entries(body).flatMap(([name, apres]) => {
      const avant = compte[name as keyof typeof body];
      return avant === apres ? [] : [[name, { avant, apres }] as const];
    });
    Object.assign(compte, body);
    if (changes.length > 0) {
      record(shop, 'utilisateur-modifie', 'utilisateur', compte.id, {
        nom: compte.nom,
        ...Object.fromEntries(changes),
      });
    }
    return compte;
  }),
  mock(administrationRoutes.listCommandes, ({ query: { q = '', statut, mails, ...paging } }) => {
    staff(shop);
    const found = shop.commandes
      .map(({ commande }) => commande)
      .filter(
        ({ numero, email, ...commande }) =>
          (numero.toLowerCase().startsWith(q.toLowerCase()) ||
            containsWords(`${commande.adresse?.nom ?? ''} ${email ?? ''}`, q)) &&
          (statut === undefined || commande.statut === statut) &&
          (mails === undefined || hasFailedMail(shop, commande.id)),
      )
      .map((commande) => ({
        ...toResume(commande),
        nom: commande.adresse?.nom ?? null,
        email: commande.email,
        mailEnEchec: hasFailedMail(shop, commande.id),
      }));
    return paginate(found.toReversed(), { ...paging, scope: `toutes ${q} ${statut} ${mails}` });
  }),
  mock(administrationRoutes.updateCommande, ({ params, query, body: { statut } }, request) => {
    staff(shop);
    const commande = shop.commandes.find((kept) => kept.commande.id === params.id)?.commande;
    if (!commande) throw new MockProblem('commande-introuvable', `Aucune commande « ${params.id} »`);
    const avant = commande.statut;
    const possible: readonly StatutCommande[] = transitions[avant];
    if (!possible.includes(statut)) {
      throw new MockProblem('transition-impossible', `Une commande « ${avant} » ne devient pas « ${statut} »`);
    }
    if (statut === 'annulee') giveStockBack(shop, commande);
    reach(commande, statut, 'boutique');
    record(shop, 'statut', 'commande', commande.id, { avant, apres: statut });
    return inLangue(commande, langueOf(query, request));
  }),
  mock(administrationRoutes.listMails, ({ params }) => mailsOf(shop, params.id)),
  mock(administrationRoutes.retryMails, ({ params }) => {
    const mails = mailsOf(shop, params.id);
    const envoyeLe = new Date().toISOString();
    for (const mail of mails.filter((one) => one.envoyeLe === null))
      Object.assign(mail, { envoyeLe, erreur: null, prochainLe: null, essais: mail.essais + 1 });
    return mails;
  }),
  mock(administrationRoutes.listJournal, ({ query: { objet, ...paging } }) => {
    staff(shop);
    const found = shop.journal.filter((entry) => objet === undefined || entry.objet === objet);
    return paginate(found.toReversed(), { ...paging, scope: `journal ${objet}` });
  }),
];

/** The mails about an order; without an entry in `shop.mails`, the mail of each step was sent at once. */
function mailsOf(shop: MockShop, id: string): MailCommande[] {
  staff(shop);
  const commande = shop.commandes.find((kept) => kept.commande.id === id)?.commande;
  if (!commande) throw new MockProblem('commande-introuvable', `Aucune commande « ${id} »`);
  const sent = () =>
    commande.historique
      .filter(({ statut }) => ['a-confirmer', 'confirmee', 'expediee', 'annulee'].includes(statut))
      .map(({ statut, le }) => ({ evenement: statut, essais: 1, erreur: null, prochainLe: null, envoyeLe: le }));
  const mails = shop.mails.get(id) ?? sent();
  shop.mails.set(id, mails);
  return mails;
}

const hasFailedMail = (shop: MockShop, id: string) =>
  (shop.mails.get(id) ?? []).some(({ envoyeLe, erreur }) => envoyeLe === null && erreur !== null);

function record(
  shop: MockShop,
  action: string,
  objet: EntreeJournal['objet'],
  objetId: string,
  details: EntreeJournal['details'],
): void {
  const { id, nom } = staff(shop);
  const le = new Date().toISOString();
  shop.journal.push({ id: newId(), le, acteur: { id, nom }, action, objet, objetId, details });
}
