import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { cursorOf, refusesForeignCursors } from './cursors.ts';
import { requestsTo } from './requests.ts';

const publics = demoUtilisateurs
  .filter(({ profilPublic }) => profilPublic)
  .map(({ id, nom, role }) => ({ id, nom, role }))
  .sort((a, b) => a.nom.localeCompare(b.nom, 'fr'));

/** The public profiles of accounts for a guest, on the demo data only. */
export function describeUtilisateurs(server: () => Server): void {
  const requests = requestsTo(server);

  describe('GET /api/utilisateurs', () => {
    it('lists the public accounts by name, without private fields', async () => {
      const { items, total, next } = await requests.page(utilisateursRoutes.list, '/api/utilisateurs');
      expect(items).toEqual(publics);
      expect(total).toBe(publics.length);
      expect(next).toBeNull();
    });

    it('walks page by page', async () => {
      expect(await requests.walk(utilisateursRoutes.list, '/api/utilisateurs?limite=1')).toEqual(publics);
    });

    it.each([
      ['q=admin', 'query.q'],
      ['langue=fr', 'query.langue'],
      ['limite=0', 'query.limite'],
      ['limite=101', 'query.limite'],
      ['limite=1&limite=2', 'query.limite'],
    ])('refuses %s', async (query, chemin) => {
      expect(await requests.refused('requete-invalide', `/api/utilisateurs?${query}`)).toEqual([chemin]);
    });

    it('refuses an altered cursor', async () => {
      const path = '/api/utilisateurs?limite=1';
      await refusesForeignCursors(requests, path, await cursorOf(requests, utilisateursRoutes.list, path));
    });
  });

  describe('GET /api/utilisateurs/{id}', () => {
    it('answers every public account, without private fields', async () => {
      for (const utilisateur of publics) {
        expect(await requests.read(utilisateursRoutes.read, `/api/utilisateurs/${utilisateur.id}`)).toEqual(
          utilisateur,
        );
      }
    });

    it('refuses an unknown or private account', async () => {
      await requests.refused('utilisateur-introuvable', '/api/utilisateurs/01890000-0000-7000-8000-000000000000');
    });

    it('refuses a malformed id', async () => {
      expect(await requests.refused('requete-invalide', '/api/utilisateurs/admin')).toEqual(['params.id']);
    });
  });
}
