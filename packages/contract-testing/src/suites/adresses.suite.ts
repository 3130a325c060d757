import { type Adresse, adressesRoutes as routes } from '@boutique/contracts/comptes';
import { MAX_ADRESSES } from '@boutique/contracts/limits';
import { codesPostaux, samples } from '@boutique/contracts/typed-samples';
import { describe, expect, it } from 'vitest';
import type { Browsers, Server } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { requestsTo } from './requests.ts';

const ADRESSES = '/api/compte/adresses';
const UNKNOWN = `${ADRESSES}/01890000-0000-7000-8000-000000000000`;
const adresse: Adresse = {
  nom: 'Camille Martin',
  rue: '12 rue des Lilas',
  complement: 'Bâtiment B',
  codePostal: '69003',
  ville: 'Lyon',
  pays: 'FR',
};

/** The address book of an account. */
export function describeAdresses(browsers: Browsers): void {
  const add = async (user: Server, changes: object = {}) =>
    (await succeeds(user, routes.create, ADRESSES, { body: { ...adresse, ...changes } })).body;
  const list = (user: Server) => requestsTo(() => user).read(routes.list, ADRESSES);

  describe('adresses', () => {
    it('is empty at first; the first address becomes the default', async () => {
      const user = await browsers.user();
      expect(await list(user)).toEqual([]);
      const first = await add(user);
      expect(first).toEqual({ ...adresse, id: first.id, parDefaut: true });
      const { complement: _, ...short } = adresse;
      const second = (await succeeds(user, routes.create, ADRESSES, { body: short })).body;
      expect(second).toEqual({ ...short, id: second.id, parDefaut: false });
      expect(await list(user)).toEqual([first, second]);
    });

    it('lists the default one first, then the others as they were added', async () => {
      const user = await browsers.user();
      const [first, second] = [await add(user), await add(user)];
      const third = await add(user, { parDefaut: true });
      expect(await list(user)).toEqual([third, { ...first, parDefaut: false }, second]);
    });

    it('replaces an address; the default stays until another becomes it', async () => {
      const user = await browsers.user();
      const [first, second] = [await add(user), await add(user)];
      const { complement: _, ...moved } = { ...adresse, ville: 'Nantes', codePostal: '44000' };
      const replace = async (id: string, body: object) =>
        (await succeeds(user, routes.update, `${ADRESSES}/${id}`, { body })).body;
      expect(await replace(first.id, { ...moved, parDefaut: false })).toEqual({
        ...moved,
        id: first.id,
        parDefaut: true,
      });
      expect(await replace(second.id, { ...adresse, parDefaut: true })).toEqual({ ...second, parDefaut: true });
      expect((await list(user)).map(({ id, parDefaut }) => [id, parDefaut])).toEqual([
        [second.id, true],
        [first.id, false],
      ]);
    });

    it('deletes an address; another becomes the default', async () => {
      const user = await browsers.user();
      const [first, second] = [await add(user), await add(user)];
      await succeeds(user, routes.delete, `${ADRESSES}/${first.id}`);
      expect(await list(user)).toEqual([{ ...second, parDefaut: true }]);
      await succeeds(user, routes.delete, `${ADRESSES}/${second.id}`);
      expect(await list(user)).toEqual([]);
    });

    it(`keeps at most ${MAX_ADRESSES}`, async () => {
      const user = await browsers.user();
      for (let i = 0; i < MAX_ADRESSES; i += 1) await add(user);
      await fails(user, 'limite-atteinte', routes.create, ADRESSES, { body: adresse });
      expect(await list(user)).toHaveLength(MAX_ADRESSES);
    });

    it.each([
      [{ rue: ' ' }, ['body.rue']],
      [{ pays: 'US' }, ['body.pays']],
      [{ codePostal: '?' }, ['body.codePostal']],
      [{ ville: '', nom: '' }, ['body.nom', 'body.ville']],
      [{ telephone: '1' }, ['body.telephone']],
    ])('refuses %o', async (changes, chemins) => {
      const body = { ...adresse, ...changes };
      expect(await fails(await browsers.user(), 'requete-invalide', routes.create, ADRESSES, { body })).toEqual(
        chemins,
      );
    });

    it('checks a postcode by its country', async () => {
      const user = await browsers.user();
      const { id } = await add(user);
      const path = `${ADRESSES}/${id}`;
      for (const [pays, codePostal, right] of codesPostaux) {
        const body = { ...adresse, pays, codePostal };
        if (right) {
          const { body: kept } = await succeeds(user, routes.update, path, { body });
          expect(kept).toMatchObject({ pays, codePostal: codePostal.trim() });
        } else {
          const chemins = await fails(user, 'requete-invalide', routes.update, path, { body });
          expect([pays, codePostal, chemins]).toEqual([pays, codePostal, ['body.codePostal']]);
        }
      }
    });

    it.each(['nom', 'rue', 'complement', 'ville'] as const)('refuses every %s that breaks its rule', async (name) => {
      const user = await browsers.user();
      const { wrong } = name === 'complement' ? samples.optionalLine : samples.line;
      for (const [typed] of wrong) {
        const body = { ...adresse, [name]: typed };
        const chemins = await fails(user, 'requete-invalide', routes.create, ADRESSES, { body });
        expect([typed, chemins]).toEqual([typed, [`body.${name}`]]);
      }
      expect(await list(user)).toEqual([]);
    });

    it('refuses an unknown address', async () => {
      const user = await browsers.user();
      await fails(user, 'adresse-introuvable', routes.update, UNKNOWN, { body: adresse });
      await fails(user, 'adresse-introuvable', routes.delete, UNKNOWN);
    });

    it.each([
      [routes.list, ADRESSES, undefined],
      [routes.create, ADRESSES, adresse],
      [routes.update, UNKNOWN, adresse],
      [routes.delete, UNKNOWN, undefined],
    ])('are only for signed-in accounts: $operationId', async (route, path, body) => {
      await fails(await browsers.guest(), 'non-connecte', route, path, { body });
    });
  });
}
