import { livraisonCentimes } from '@boutique/contracts/achat';
import { type Commande, commandesRoutes, livraisonsRoutes } from '@boutique/contracts/commandes';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { MAX_QUANTITE, panierRoutes } from '@boutique/contracts/panier';
import { codesPostaux, samples } from '@boutique/contracts/typed-samples';
import { demoProduits } from '@boutique/demo-data/produits';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { type Actor, acting } from './acting.ts';

const inStock = demoProduits.filter(({ stock }) => stock >= 10 && stock < MAX_QUANTITE);
const isDear = ({ prixCentimes }: { prixCentimes: number }) => prixCentimes > GUEST_CONFIRMATION.aboveCentimes;
const produit = inStock.find((one) => !isDear(one));
const dearProduit = inStock.find(isDear);

export const body = {
  email: 'camille@boutique.example',
  adresse: { nom: 'Camille Durand', rue: '12 rue des Lilas', codePostal: '69003', ville: 'Lyon', pays: 'FR' },
  livraison: 'standard',
  paiement: 'a-la-livraison',
} as const;

export const newKey = (): string => `cle-de-test-${crypto.randomUUID()}`;

/** Puts one piece of a demo product into the cart. @returns the total of the order with standard delivery */
export async function fillPanier({ does }: Actor, which = produit): Promise<number> {
  if (!which) throw new Error('the demo data has no product for these tests');
  const { totalCentimes } = await does(panierRoutes.addLigne, { body: { produitId: which.id, quantite: 1 } });
  const standard = (await does(livraisonsRoutes.list)).find(({ mode }) => mode === 'standard');
  if (!standard) throw new Error('there is no standard delivery');
  return totalCentimes + livraisonCentimes(standard, totalCentimes);
}

/** Fills the cart and orders it; a `dear` product is more than a guest may order without a confirmation. */
export const orderWith = async (actor: Actor, { key = newKey(), dear = false } = {}): Promise<Commande> => {
  const totalCentimes = await fillPanier(actor, dear ? dearProduit : produit);
  return actor.does(commandesRoutes.create, { headers: { 'idempotency-key': key }, body: { ...body, totalCentimes } });
};

/** Orders of a buyer, on the demo data. */
export function describeCommandes(browsers: Browsers): void {
  const { create, list, read, cancel } = commandesRoutes;
  const guest = async () => acting(await browsers.guest());
  const user = async () => acting(await browsers.user());

  describe('deliveries', () => {
    it('have a price and a delay', async () => {
      const livraisons = await (await guest()).does(livraisonsRoutes.list);
      expect(livraisons.map(({ mode }) => mode)).toEqual(['standard', 'express']);
      for (const { joursMin, joursMax } of livraisons) expect(joursMax).toBeGreaterThanOrEqual(joursMin);
    });
  });

  describe('an order', () => {
    it.each(['guest', 'user'] as const)('of a %s has the lines of the cart, and empties it', async (who) => {
      const actor = acting(await browsers[who]());
      const commande = await orderWith(actor);
      expect(commande).toMatchObject({
        statut: 'confirmee',
        lignes: [{ produitId: produit?.id, nom: produit?.nom.fr, quantite: 1, prixCentimes: produit?.prixCentimes }],
        adresse: body.adresse,
        livraison: 'standard',
      });
      expect(commande.totalCentimes).toBe(commande.sousTotalCentimes + commande.livraisonCentimes);
      expect(commande.historique.map(({ statut, par }) => [statut, par])).toEqual([['confirmee', 'client']]);
      expect((await actor.does(panierRoutes.read)).lignes).toEqual([]);
      expect(await actor.does(read, { params: { id: commande.id } })).toEqual(commande);
    });

    it('is at the address in Location', async () => {
      const actor = await guest();
      const totalCentimes = await fillPanier(actor);
      const response = await actor.send(create, {
        headers: { 'idempotency-key': newKey() },
        body: { ...body, totalCentimes },
      });
      const { id } = (await response.json()) as Commande;
      expect(response.headers.get('location')).toBe(`/api/commandes/${id}`);
    });

    it('is answered again to the same request; another request with its key is refused', async () => {
      const actor = await guest();
      const key = newKey();
      const first = await orderWith(actor, { key });
      const again = { headers: { 'idempotency-key': key }, body: { ...body, totalCentimes: first.totalCentimes } };
      expect(await actor.does(create, again)).toEqual(first);
      await actor.fails(create, 'cle-idempotence-reutilisee', {
        ...again,
        body: { ...again.body, livraison: 'express' },
      });
    });

    it('needs a key, a filled cart, a guest’s e-mail address, and the right total', async () => {
      const actor = await guest();
      const headers = { 'idempotency-key': newKey() };
      await actor.fails(create, 'cle-idempotence-manquante', { body: { ...body, totalCentimes: 1 } });
      await actor.fails(create, 'panier-vide', { headers, body: { ...body, totalCentimes: 1 } });
      const totalCentimes = await fillPanier(actor);
      const { email, ...anonymous } = body;
      const chemins = await actor.fails(create, 'requete-invalide', {
        headers,
        body: { ...anonymous, totalCentimes },
      });
      expect([email, chemins]).toEqual([body.email, ['body.email']]);
      await actor.fails(create, 'total-modifie', { headers, body: { ...body, totalCentimes: totalCentimes + 1 } });
      await actor.does(create, { headers, body: { ...body, totalCentimes } });
    });

    it.each<[string, Record<string, unknown>, string]>([
      ['no name', { adresse: { ...body.adresse, nom: ' ' } }, 'body.adresse.nom'],
      ['a malformed postcode', { adresse: { ...body.adresse, codePostal: '?' } }, 'body.adresse.codePostal'],
      ['a country without delivery', { adresse: { ...body.adresse, pays: 'US' } }, 'body.adresse.pays'],
      ['an unknown delivery', { livraison: 'pigeon' }, 'body.livraison'],
      ['a malformed e-mail address', { email: 'camille' }, 'body.email'],
      ['a price in the request', { prixCentimes: 1 }, 'body.prixCentimes'],
    ])('refuses %s', async (_what, changes, chemin) => {
      const chemins = await (await guest()).fails(create, 'requete-invalide', {
        headers: { 'idempotency-key': newKey() },
        body: { ...body, totalCentimes: 1, ...changes },
      });
      expect(chemins).toEqual([chemin]);
    });

    it('checks the address, its postcode and the e-mail address by their rules', async () => {
      const actor = await guest();
      const refused = async (changes: object) =>
        actor.fails(create, 'requete-invalide', {
          headers: { 'idempotency-key': newKey() },
          body: { ...body, totalCentimes: 1, ...changes },
        });
      for (const [pays, codePostal, right] of codesPostaux) {
        if (right) continue;
        const chemins = await refused({ adresse: { ...body.adresse, pays, codePostal } });
        expect([pays, codePostal, chemins]).toEqual([pays, codePostal, ['body.adresse.codePostal']]);
      }
      for (const [nom] of samples.line.wrong) {
        expect([nom, await refused({ adresse: { ...body.adresse, nom } })]).toEqual([nom, ['body.adresse.nom']]);
      }
      for (const [email] of samples.email.wrong) {
        expect([email, await refused({ email })]).toEqual([email, ['body.email']]);
      }
    });

    it('is cancelled by its buyer, once', async () => {
      const actor = await user();
      const params = { id: (await orderWith(actor)).id };
      const cancelled = await actor.does(cancel, { params });
      expect(cancelled.statut).toBe('annulee');
      expect(cancelled.historique.map(({ statut }) => statut)).toEqual(['confirmee', 'annulee']);
      await actor.fails(cancel, 'transition-impossible', { params });
    });

    it('of a guest for a large sum waits for staff, an account’s does not; its buyer can cancel it', async () => {
      const actor = await guest();
      const waiting = await orderWith(actor, { dear: true });
      expect(waiting).toMatchObject({ statut: 'a-confirmer', historique: [{ statut: 'a-confirmer', par: 'client' }] });
      const hours = (Date.parse(waiting.expireLe ?? '') - Date.parse(waiting.creeLe)) / 3_600_000;
      expect(hours).toBeCloseTo(GUEST_CONFIRMATION.hours, 1);
      const cancelled = await actor.does(cancel, { params: { id: waiting.id } });
      expect(cancelled).toMatchObject({ statut: 'annulee', expireLe: null });
      expect(await orderWith(await user(), { dear: true })).toMatchObject({ statut: 'confirmee', expireLe: null });
    });

    it('does not exist for other buyers', async () => {
      const stranger = await guest();
      const params = { id: '01890000-0000-7000-8000-000000000000' };
      await stranger.fails(read, 'commande-introuvable', { params });
      await stranger.fails(cancel, 'commande-introuvable', { params });
    });

    it('is listed for its account, the newest first; a guest has no list', async () => {
      const actor = await user();
      expect(await actor.does(list)).toEqual([]);
      const first = await orderWith(actor);
      const second = await orderWith(actor);
      const all = await actor.does(list);
      expect(all.map(({ id, numero, nombreArticles }) => [id, numero, nombreArticles])).toEqual([
        [second.id, second.numero, 1],
        [first.id, first.numero, 1],
      ]);
      expect((await actor.does(list, { query: 'limite=1' })).map(({ id }) => id)).toEqual([second.id]);
      await (await guest()).fails(list, 'non-connecte');
    });
  });
}
