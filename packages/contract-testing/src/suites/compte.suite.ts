import { compteRoutes as routes, sessionRoutes } from '@boutique/contracts/comptes';
import { samples } from '@boutique/contracts/typed-samples';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { newInscription, signUp } from './inscription.ts';
import { requestsTo } from './requests.ts';

const MOT_DE_PASSE = '/api/compte/mot-de-passe';

/** The own account. */
export function describeCompte(browsers: Browsers): void {
  describe('compte', () => {
    it('signs up and in; the new account is not verified', async () => {
      const guest = await browsers.guest();
      const { compte, nom, email } = await signUp(guest);
      expect(compte).toMatchObject({ nom, email, emailVerifie: false, role: 'user', profilPublic: false, actif: true });
      expect(await requestsTo(() => guest).read(sessionRoutes.read, '/api/session')).toEqual({ compte });
    });

    it('has one account per address, ignoring case', async () => {
      const guest = await browsers.guest();
      const { email } = await signUp(guest);
      await succeeds(guest, sessionRoutes.delete, '/api/session');
      const body = newInscription({ email: email.toUpperCase() });
      await fails(guest, 'email-deja-utilise', routes.create, '/api/utilisateurs', { body });
    });

    it.each([
      [{ motDePasse: 'court' }, ['body.motDePasse']],
      [{ motDePasse: 'x'.repeat(129) }, ['body.motDePasse']],
      [{ motDePasse: 'password' }, ['body.motDePasse']],
      [{ nom: ' ' }, ['body.nom']],
      [{ email: 'personne' }, ['body.email']],
      [{ email: 'personne', nom: '' }, ['body.nom', 'body.email']],
      [{ role: 'admin' }, ['body.role']],
    ])('refuses to sign up with %o', async (changes, chemins) => {
      const guest = await browsers.guest();
      const body = { ...newInscription(), ...changes };
      expect(await fails(guest, 'requete-invalide', routes.create, '/api/utilisateurs', { body })).toEqual(chemins);
    });

    it.each([
      ['nom', samples.line.wrong],
      ['email', samples.email.wrong],
      ['motDePasse', samples.newPassword.wrong],
    ] as const)('refuses every %s that breaks its rule, by name', async (name, wrong) => {
      const guest = await browsers.guest();
      for (const [typed] of wrong) {
        const body = { ...newInscription(), [name]: typed };
        const chemins = await fails(guest, 'requete-invalide', routes.create, '/api/utilisateurs', { body });
        expect([typed, chemins]).toEqual([typed, [`body.${name}`]]);
      }
    });

    it('stores a name as its rule cleans it', async () => {
      const user = await browsers.user();
      for (const [typed, kept] of samples.line.right) {
        const { body } = await succeeds(user, routes.update, '/api/compte', { body: { nom: typed } });
        expect([typed, body.nom]).toEqual([typed, kept]);
      }
    });

    it('treats an address with its domain in Unicode and in ASCII as the same', async () => {
      const guest = await browsers.guest();
      const local = crypto.randomUUID();
      const typed = `${local}@bücher.example`;
      const inscription = newInscription({ email: typed });
      const { body } = await succeeds(guest, routes.create, '/api/utilisateurs', { body: inscription });
      expect(body.compte?.email).toBe(`${local}@xn--bcher-kva.example`);
      await succeeds(guest, sessionRoutes.delete, '/api/session');
      const again = newInscription({ email: `${local}@xn--bcher-kva.example` });
      await fails(guest, 'email-deja-utilise', routes.create, '/api/utilisateurs', { body: again });
      const signIn = { email: typed, motDePasse: inscription.motDePasse };
      await succeeds(guest, sessionRoutes.create, '/api/session', { body: signIn });
    });

    it('changes name and visibility separately', async () => {
      const user = await browsers.user();
      const update = async (body: object) => (await succeeds(user, routes.update, '/api/compte', { body })).body;
      const before = await update({});
      expect(await update({ nom: ' Dominique ' })).toEqual({ ...before, nom: 'Dominique' });
      expect(await update({ profilPublic: true })).toEqual({ ...before, nom: 'Dominique', profilPublic: true });
      const session = await requestsTo(() => user).read(sessionRoutes.read, '/api/session');
      expect(session.compte).toEqual({ ...before, nom: 'Dominique', profilPublic: true });
      const refused = await fails(user, 'requete-invalide', routes.update, '/api/compte', {
        body: { email: 'a@b.example' },
      });
      expect(refused).toEqual(['body.email']);
    });

    it('changes the password, given the current one', async () => {
      const guest = await browsers.guest();
      const { email, motDePasse } = await signUp(guest);
      const nouveau = 'tout autre chose';
      const change = { actuel: 'pas le bon', nouveau };
      await fails(guest, 'mot-de-passe-incorrect', routes.changePassword, MOT_DE_PASSE, { body: change });
      const refused = await fails(guest, 'requete-invalide', routes.changePassword, MOT_DE_PASSE, {
        body: { actuel: motDePasse, nouveau: 'password' },
      });
      expect(refused).toEqual(['body.nouveau']);
      await succeeds(guest, routes.changePassword, MOT_DE_PASSE, { body: { actuel: motDePasse, nouveau } });
      const { compte } = await requestsTo(() => guest).read(sessionRoutes.read, '/api/session');
      expect(compte?.email).toBe(email);
      await succeeds(guest, sessionRoutes.delete, '/api/session');
      const signIn = { email, motDePasse };
      await fails(guest, 'identifiants-invalides', sessionRoutes.create, '/api/session', { body: signIn });
      await succeeds(guest, sessionRoutes.create, '/api/session', { body: { email, motDePasse: nouveau } });
    });

    it('exports all data of the account, as a file', async () => {
      const user = await browsers.user();
      const requests = requestsTo(() => user);
      const { compte } = await requests.read(sessionRoutes.read, '/api/session');
      const exported = await requests.read(routes.export, '/api/compte/export');
      expect(exported).toMatchObject({ compte, adresses: [], commandes: [], favoris: [], avis: [] });
      expect((await requests.get('/api/compte/export')).headers.get('content-disposition')).toMatch(
        /^attachment; filename="[^"]+\.json"$/,
      );
    });

    it('is deleted on request', async () => {
      const guest = await browsers.guest();
      const { email, motDePasse } = await signUp(guest);
      await succeeds(guest, routes.delete, '/api/compte');
      expect(await requestsTo(() => guest).read(sessionRoutes.read, '/api/session')).toEqual({ compte: null });
      await fails(guest, 'identifiants-invalides', sessionRoutes.create, '/api/session', {
        body: { email, motDePasse },
      });
      await succeeds(guest, routes.create, '/api/utilisateurs', { body: newInscription({ email }) });
    });

    it('sends the link again, and refuses an invented one', async () => {
      await succeeds(await browsers.user(), routes.sendVerification, '/api/compte/verification');
      const body = { jeton: 'invente' };
      await fails(await browsers.guest(), 'jeton-invalide', routes.verify, '/api/verifications', { body });
    });

    it('answers the same whether or not an address has an account', async () => {
      const guest = await browsers.guest();
      const { email } = await signUp(await browsers.guest());
      for (const asked of [email, newInscription().email]) {
        await succeeds(guest, routes.requestReset, '/api/reinitialisations', { body: { email: asked } });
      }
      const body = { email: 'personne' };
      const refused = await fails(guest, 'requete-invalide', routes.requestReset, '/api/reinitialisations', { body });
      expect(refused).toEqual(['body.email']);
    });

    it('sets no password with an invented link', async () => {
      const guest = await browsers.guest();
      const path = '/api/reinitialisations/mot-de-passe';
      const body = { jeton: 'invente', nouveau: 'tout autre chose' };
      await fails(guest, 'jeton-invalide', routes.resetPassword, path, { body });
      const short = { jeton: 'invente', nouveau: 'court' };
      expect(await fails(guest, 'requete-invalide', routes.resetPassword, path, { body: short })).toEqual([
        'body.nouveau',
      ]);
    });

    it.each([
      [routes.update, '/api/compte', { nom: 'X' }],
      [routes.delete, '/api/compte', undefined],
      [routes.changePassword, MOT_DE_PASSE, { actuel: 'x', nouveau: 'tout autre chose' }],
      [routes.export, '/api/compte/export', undefined],
      [routes.sendVerification, '/api/compte/verification', undefined],
    ])('is only for signed-in accounts: $operationId', async (route, path, body) => {
      await fails(await browsers.guest(), 'non-connecte', route, path, { body });
    });
  });
}
