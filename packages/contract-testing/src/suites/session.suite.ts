import { sessionRoutes } from '@boutique/contracts/comptes';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { newInscription, signUp } from './inscription.ts';
import { requestsTo } from './requests.ts';

/** Signing in and out. */
export function describeSession(browsers: Browsers): void {
  describe('session', () => {
    it('has no account for a guest, who can still sign out', async () => {
      const guest = await browsers.guest();
      expect(await requestsTo(() => guest).read(sessionRoutes.read, '/api/session')).toEqual({ compte: null });
      await succeeds(guest, sessionRoutes.delete, '/api/session');
    });

    it.each(['user', 'admin'] as const)('has the signed-in account: %s', async (role) => {
      const browser = await browsers[role]();
      const { compte } = await requestsTo(() => browser).read(sessionRoutes.read, '/api/session');
      expect(compte).toMatchObject({ role, actif: true });
    });

    it('signs out and in again, ignoring the case of the address', async () => {
      const guest = await browsers.guest();
      const { compte, email, motDePasse } = await signUp(guest);
      await succeeds(guest, sessionRoutes.delete, '/api/session');
      const whoAmI = () => requestsTo(() => guest).read(sessionRoutes.read, '/api/session');
      expect(await whoAmI()).toEqual({ compte: null });
      const body = { email: email.toUpperCase(), motDePasse };
      const answer = await succeeds(guest, sessionRoutes.create, '/api/session', { body });
      expect(answer.body).toEqual({ compte });
      expect(await whoAmI()).toEqual({ compte });
    });

    it('gives the same answer for an unknown address and for a wrong password', async () => {
      const guest = await browsers.guest();
      const { email, motDePasse } = await signUp(guest);
      await succeeds(guest, sessionRoutes.delete, '/api/session');
      for (const body of [
        { email, motDePasse: `${motDePasse} ` },
        { email: newInscription().email, motDePasse },
      ]) {
        await fails(guest, 'identifiants-invalides', sessionRoutes.create, '/api/session', { body });
      }
      expect(await requestsTo(() => guest).read(sessionRoutes.read, '/api/session')).toEqual({ compte: null });
    });

    it('signs out everywhere', async () => {
      const user = await browsers.user();
      await succeeds(user, sessionRoutes.deleteAll, '/api/sessions');
      expect(await requestsTo(() => user).read(sessionRoutes.read, '/api/session')).toEqual({ compte: null });
      await fails(user, 'non-connecte', sessionRoutes.deleteAll, '/api/sessions');
    });

    it.each([
      [{}, ['body.email', 'body.motDePasse']],
      [{ email: 'a@b.example', motDePasse: '' }, ['body.motDePasse']],
      [{ email: 'a@b.example', motDePasse: 'x', role: 'admin' }, ['body.role']],
    ])('refuses %o', async (body, chemins) => {
      const guest = await browsers.guest();
      expect(await fails(guest, 'requete-invalide', sessionRoutes.create, '/api/session', { body })).toEqual(chemins);
    });
  });
}
