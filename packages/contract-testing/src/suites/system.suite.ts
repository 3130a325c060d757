import { frontendsRoutes } from '@boutique/contracts/frontends';
import { infoRoutes } from '@boutique/contracts/info';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

/** The API's facts about the running system. Only for the real API, because there are no mocks of them. */
export function describeSystem(server: () => Server): void {
  const requests = requestsTo(server);

  describe('GET /api/info', () => {
    it('describes the database, and each slice once', async () => {
      const { baseDeDonnees, demarreLe, slices } = await requests.read(infoRoutes.read, '/api/info');
      expect(baseDeDonnees.state).toBe('available');
      expect(baseDeDonnees.latenceMs).toBeGreaterThan(0);
      expect(Date.parse(demarreLe)).toBeLessThanOrEqual(Date.now());
      expect(new Set(slices.map(({ name }) => name)).size).toBe(slices.length);
    });

    it('refuses parameters', async () => {
      expect(await requests.refused('requete-invalide', '/api/info?detail=tout')).toEqual(['query.detail']);
    });
  });

  describe('GET /api/frontends', () => {
    it('answers the discovery document', async () => {
      const { microFrontends } = await requests.read(frontendsRoutes.read, '/api/frontends');
      for (const releases of Object.values(microFrontends)) {
        expect(releases.filter(({ deployment }) => deployment.default)).toHaveLength(1);
        expect(releases.reduce((traffic, { deployment }) => traffic + deployment.traffic, 0)).toBe(100);
      }
    });

    it('revalidates', async () => {
      await requests.revalidates('/api/frontends');
    });

    it('refuses parameters', async () => {
      expect(await requests.refused('requete-invalide', '/api/frontends?nom=produits')).toEqual(['query.nom']);
    });
  });
}
