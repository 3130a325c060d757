import { administrationRoutes as routes } from '@boutique/contracts/administration';
import { sessionRoutes } from '@boutique/contracts/comptes';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { describe, expect, it } from 'vitest';
import type { Browsers, Server } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { cursorOf, refusesForeignCursors } from './cursors.ts';
import { requestsTo } from './requests.ts';

const LIST = '/api/administration/utilisateurs';
const JOURNAL = '/api/administration/journal';
const UNKNOWN = `${LIST}/01890000-0000-7000-8000-000000000000`;
/** An account of the demo data; each test restores it. */
const demo = demoUtilisateurs.find(({ role }) => role === 'user') as (typeof demoUtilisateurs)[number];

/** The administration of accounts, and its lines in the audit. */
export function describeAdministrationUtilisateurs(browsers: Browsers): void {
  const update = async (admin: Server, body: object) =>
    (await succeeds(admin, routes.updateUtilisateur, `${LIST}/${demo.id}`, { body })).body;

  describe('administration of accounts', () => {
    it('lists all accounts, the newest first', async () => {
      const requests = requestsOf(await browsers.admin());
      const comptes = await requests.walk(routes.listUtilisateurs, `${LIST}?limite=2`);
      const ids = comptes.map(({ id }) => id);
      for (const { id } of demoUtilisateurs) expect(ids).toContain(id);
      const times = comptes.map(({ creeLe }) => creeLe);
      expect(times).toEqual([...times].sort().reverse());
    });

    it.each([
      `q=${encodeURIComponent(demo.email.toUpperCase())}`,
      `q=${encodeURIComponent(demo.email.slice(1, -1))}`,
      `q=${encodeURIComponent(demo.email)}&role=user&actif=true`,
    ])('finds by %s', async (query) => {
      const requests = requestsOf(await browsers.admin());
      const found = await requests.walk(routes.listUtilisateurs, `${LIST}?${query}`);
      expect(found.map(({ id }) => id)).toEqual([demo.id]);
    });

    it('filters', async () => {
      const requests = requestsOf(await browsers.admin());
      const email = encodeURIComponent(demo.email);
      expect(await requests.walk(routes.listUtilisateurs, `${LIST}?q=${email}&role=admin`)).toEqual([]);
      expect(await requests.walk(routes.listUtilisateurs, `${LIST}?q=${email}&actif=false`)).toEqual([]);
      const admins = await requests.walk(routes.listUtilisateurs, `${LIST}?role=admin`);
      expect(new Set(admins.map(({ role }) => role))).toEqual(new Set(['admin']));
    });

    it.each(['q=%25', 'q=_'])('takes %s literally, not as a pattern', async (query) => {
      const requests = requestsOf(await browsers.admin());
      expect(await requests.walk(routes.listUtilisateurs, `${LIST}?${query}`)).toEqual([]);
    });

    it('changes roles, disables and enables; the audit has each change', async () => {
      const admin = await browsers.admin();
      const requests = requestsOf(admin);
      const { compte: acteur } = await requests.read(sessionRoutes.read, '/api/session');
      expect(await update(admin, { role: 'admin' })).toMatchObject({ id: demo.id, role: 'admin', actif: true });
      expect(await update(admin, { role: 'user', actif: false })).toMatchObject({ role: 'user', actif: false });
      expect(await update(admin, { actif: true })).toMatchObject({ role: 'user', actif: true });
      const entries = await requests.walk(routes.listJournal, `${JOURNAL}?objet=utilisateur`);
      const mine = entries.filter((entry) => entry.acteur?.id === acteur?.id && entry.objetId === demo.id);
      expect(new Set(mine.map(({ action }) => action))).toEqual(new Set(['utilisateur-modifie']));
      expect(mine.map(({ details }) => details).slice(0, 3)).toMatchObject([
        { actif: { avant: false, apres: true } },
        { role: { avant: 'admin', apres: 'user' }, actif: { avant: true, apres: false } },
        { role: { avant: 'user', apres: 'admin' } },
      ]);
    });

    it('lists the audit, the newest first, page by page', async () => {
      const admin = await browsers.admin();
      await update(admin, { actif: false });
      await update(admin, { actif: true });
      const requests = requestsOf(admin);
      const entries = await requests.walk(routes.listJournal, `${JOURNAL}?limite=1&objet=utilisateur`);
      const times = entries.map(({ le }) => le);
      expect(times).toEqual([...times].sort().reverse());
      await refusesForeignCursors(
        requests,
        `${JOURNAL}?limite=1&objet=utilisateur`,
        await cursorOf(requests, routes.listJournal, `${JOURNAL}?limite=1&objet=utilisateur`),
      );
    });

    it('refuses an unknown account', async () => {
      const body = { actif: false };
      await fails(await browsers.admin(), 'utilisateur-introuvable', routes.updateUtilisateur, UNKNOWN, { body });
    });

    it('refuses fields that cannot be changed', async () => {
      const sent = { body: { email: 'a@b.example', role: 'chef' } };
      const refused = await fails(await browsers.admin(), 'requete-invalide', routes.updateUtilisateur, UNKNOWN, sent);
      expect(refused.sort()).toEqual(['body.email', 'body.role']);
    });

    it.each([
      [routes.listUtilisateurs, LIST, undefined],
      [routes.updateUtilisateur, UNKNOWN, { actif: false }],
      [routes.listJournal, JOURNAL, undefined],
    ])('is only for staff: $operationId', async (route, path, body) => {
      await fails(await browsers.guest(), 'non-connecte', route, path, { body });
      await fails(await browsers.user(), 'acces-refuse', route, path, { body });
    });
  });
}

const requestsOf = (server: Server) => requestsTo(() => server);
