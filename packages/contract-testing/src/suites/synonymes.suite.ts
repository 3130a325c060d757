import { produitsRoutes } from '@boutique/contracts/produits';
import { synonymesRoutes as routes, type Synonyme } from '@boutique/contracts/synonymes';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Browsers, Server } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { requestsTo } from './requests.ts';

const LIST = '/api/administration/synonymes';
const pathOf = ({ id }: Synonyme) => `/api/synonymes/${id}`;
const ifMatch = ({ version }: Synonyme) => ({ headers: { 'if-match': `"v${version}"` } });

/** Synonyms, and searches by them. Each test deletes what it creates. */
export function describeSynonymes(browsers: Browsers): void {
  let admin: Server;
  beforeAll(async () => {
    admin = await browsers.admin();
  });
  const requests = requestsTo(() => admin);
  const found = async (q: string) =>
    (await requests.page(produitsRoutes.list, `/api/produits?q=${encodeURIComponent(q)}&limite=100`)).items.map(
      ({ id }) => id,
    );

  async function withGroup(termes: string[], run: (created: Synonyme) => Promise<Synonyme | undefined>): Promise<void> {
    const { body } = await succeeds(admin, routes.create, '/api/synonymes', { body: { termes } });
    expect(body).toMatchObject({ termes, version: 1 });
    const left = (await run(body)) ?? body;
    await succeeds(admin, routes.delete, pathOf(left), ifMatch(left));
  }

  describe('synonyms', () => {
    it('find the same products from the moment that they are saved, however they are spelled', async () => {
      const souris = await found('souris');
      expect(souris.length).toBeGreaterThan(0);
      // a second time, so that the answer is kept
      for (let time = 0; time < 3; time++) expect(await found('pointeurzx')).toEqual([]);
      await withGroup(['souris', 'pointeur zx'], async (created) => {
        for (const q of ['pointeurzx', 'Pointeur-ZX', 'pointeurs zx']) {
          expect((await found(q)).sort(), q).toEqual(expect.arrayContaining(souris));
        }
        const { body } = await succeeds(admin, routes.update, pathOf(created), {
          ...ifMatch(created),
          body: { termes: ['clavier', 'pointeur zx'] },
        });
        expect(body).toMatchObject({ id: created.id, version: 2 });
        expect((await found('pointeurzx')).sort()).toEqual(expect.arrayContaining(await found('clavier')));
        return body;
      });
      expect(await found('pointeurzx')).toEqual([]);
    });

    it('are listed, the newest first, by pieces of their terms', async () => {
      await withGroup(['zxécran', 'zxmoniteur'], async (created) => {
        expect((await requests.page(routes.list, LIST)).items[0]).toEqual(created);
        for (const q of ['ZXECRAN', 'zxmon', 'écran zx']) {
          const { items } = await requests.page(routes.list, `${LIST}?q=${encodeURIComponent(q)}`);
          expect(items, q).toEqual([created]);
        }
        return undefined;
      });
      expect(await requests.page(routes.list, `${LIST}?q=zxmon`)).toMatchObject({ items: [], total: 0 });
    });

    it.each([
      [['seul']],
      [['zx un', '']],
      [['zx un', '!!!']],
      [['zx-un', 'ZXun']],
      [['zx un', 'x'.repeat(61)]],
      [Array.from({ length: 13 }, (_, i) => `zx ${i}`)],
    ])('are refused: %j', async (termes) => {
      await fails(admin, 'requete-invalide', routes.create, '/api/synonymes', { body: { termes } });
    });

    it('have each term once', async () => {
      await withGroup(['zx un', 'zx deux'], async () => {
        const body = { termes: ['zx trois', 'zx-un'] };
        const refused = await fails(admin, 'synonyme-deja-utilise', routes.create, '/api/synonymes', { body });
        expect(refused).toEqual(['body.termes.1']);
        return undefined;
      });
    });

    it('are changed on the version that was read', async () => {
      await withGroup(['zx un', 'zx deux'], async (created) => {
        const stale = { headers: { 'if-match': '"v7"' } };
        const body = { termes: ['zx un', 'zx trois'] };
        await fails(admin, 'version-perimee', routes.update, pathOf(created), { ...stale, body });
        await fails(admin, 'precondition-requise', routes.update, pathOf(created), { body });
        await fails(admin, 'version-perimee', routes.delete, pathOf(created), stale);
        return undefined;
      });
      const unknown = '/api/synonymes/01890000-0000-7000-8000-000000000000';
      await fails(admin, 'synonyme-introuvable', routes.delete, unknown, { headers: { 'if-match': '"v1"' } });
    });

    it('belong to staff', async () => {
      await fails(await browsers.guest(), 'non-connecte', routes.list, LIST);
      await fails(await browsers.user(), 'acces-refuse', routes.list, LIST);
    });
  });
}
