import { administrationRoutes } from '@boutique/contracts/administration';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { acting } from './acting.ts';
import { orderWith } from './commandes.suite.ts';

/** The administration of orders, on any server. The admin orders, too, since the list has the orders of all buyers. */
export function describeAdministrationCommandes(browsers: Browsers): void {
  const { listCommandes, updateCommande, listMails, retryMails } = administrationRoutes;

  describe('the administration of orders', () => {
    it('finds an order by its number, its address and its status', async () => {
      const admin = acting(await browsers.admin());
      const { id, numero, email } = await orderWith(admin);
      const found = async (query: string) =>
        (await admin.does(listCommandes, { query })).filter((commande) => commande.id === id);
      expect(await found(`q=${numero}`)).toMatchObject([{ numero, email, nom: 'Camille Durand', statut: 'confirmee' }]);
      expect(await found(`q=${encodeURIComponent(email ?? '')}`)).toHaveLength(1);
      expect(await found(`q=${numero}&statut=confirmee`)).toHaveLength(1);
      expect(await found('statut=livree')).toEqual([]);
      expect(await found('q=nobody-has-this')).toEqual([]);
    });

    it('changes an order from one status to the next, and in no other order', async () => {
      const admin = acting(await browsers.admin());
      const params = { id: (await orderWith(admin)).id };
      await admin.fails(updateCommande, 'transition-impossible', { params, body: { statut: 'livree' } });
      // cancelled after its delivery: the parcel came back
      for (const statut of ['preparee', 'expediee', 'livree', 'annulee'] as const) {
        const commande = await admin.does(updateCommande, { params, body: { statut } });
        expect(commande.statut).toBe(statut);
        expect(commande.historique.at(-1)).toMatchObject({ statut, par: 'boutique' });
      }
      await admin.fails(updateCommande, 'transition-impossible', { params, body: { statut: 'livree' } });
    });

    it('shows the mails about an order, and lets those that are not sent be tried again', async () => {
      const admin = acting(await browsers.admin());
      const params = { id: (await orderWith(admin)).id };
      for (const route of [listMails, retryMails]) {
        expect(await admin.does(route, { params })).toMatchObject([{ evenement: 'confirmee', erreur: null }]);
        await admin.fails(route, 'commande-introuvable', { params: { id: '01890000-0000-7000-8000-000000000000' } });
        await acting(await browsers.user()).fails(route, 'acces-refuse', { params });
      }
      expect(await admin.does(listCommandes, { query: 'mails=en-echec' })).toEqual([]);
    });

    it('is only for staff', async () => {
      const user = acting(await browsers.user());
      await user.fails(listCommandes, 'acces-refuse');
      const params = { id: (await orderWith(user)).id };
      await user.fails(updateCommande, 'acces-refuse', { params, body: { statut: 'preparee' } });
      const guest = acting(await browsers.guest());
      await guest.fails(listCommandes, 'non-connecte');
      await guest.fails(updateCommande, 'non-connecte', { params, body: { statut: 'preparee' } });
    });

    it('refuses unknown orders', async () => {
      const admin = acting(await browsers.admin());
      const params = { id: '01890000-0000-7000-8000-000000000000' };
      await admin.fails(updateCommande, 'commande-introuvable', { params, body: { statut: 'preparee' } });
      await admin.fails(listCommandes, 'requete-invalide', { query: 'statut=perdue' });
    });
  });
}
