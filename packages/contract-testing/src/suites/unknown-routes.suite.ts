import { describe, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

export function describeUnknownRoutes(server: () => Server): void {
  const requests = requestsTo(server);

  describe('any other path', () => {
    it.each(['/api/nulle-part', '/api/produits/un/deux', '/api/'])('answers a problem at %s', async (path) => {
      await requests.refused('route-inconnue', path);
    });
  });
}
