import { synonymesRoutes as routes, type Synonyme } from '@boutique/contracts/synonymes';
import { mock } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { staff } from '@boutique/standalone/mocks/signed-in';
import { paginate } from '@boutique/standalone/paging';
import type { RequestHandler } from 'msw';
import type { Catalogue } from './catalogue.ts';
import { keyOf, normalize } from './words.ts';

const group = (...termes: string[]): Synonyme => ({
  id: newId(),
  termes,
  version: 1,
  modifieLe: '2026-01-01T00:00:00.000Z',
});

/** Some of those that a new shop has. */
export const demoSynonymes = (): Synonyme[] => [
  group('usb-c', 'usb type c', 'type-c'),
  group('ethernet', 'rj45', 'lan', 'prise réseau'),
  group('full hd', 'fhd', '1080p', '1920x1080'),
  group('4k', 'uhd', 'ultra hd', '2160p', '3840x2160'),
  group('écran', 'moniteur'),
  group('monitor', 'screen'),
  group('ordinateur portable', 'pc portable', 'laptop', 'notebook'),
  group('gamer', 'gaming'),
  group('webcam', 'caméra'),
];

/** The administration of synonyms, in memory. */
export const synonymesMocks = (shop: MockShop, { synonymes }: Catalogue): RequestHandler[] => {
  const indexIn = (id: string, request: Request): number => {
    const asked = request.headers.get('if-match');
    if (!asked || asked === '*') throw new MockProblem('precondition-requise', 'Envoyez la version dans If-Match.');
    const index = synonymes.findIndex((each) => each.id === id);
    const found = synonymes[index];
    if (!found) throw new MockProblem('synonyme-introuvable', `Aucun groupe « ${id} »`);
    if (asked !== `"v${found.version}"`) throw new MockProblem('version-perimee', 'Relisez le groupe.');
    return index;
  };
  const check = (termes: readonly string[], id?: string) => {
    const keys = termes.map(keyOf);
    const refuse = (code: 'requete-invalide' | 'synonyme-deja-utilise', index: number) => {
      const erreurs = [{ chemin: `body.termes.${index}`, message: 'Un autre terme est attendu' }];
      throw new MockProblem(code, `body.termes.${index}`, erreurs);
    };
    const wrong = keys.findIndex((key, index) => key === '' || keys.indexOf(key) < index);
    if (wrong >= 0) refuse('requete-invalide', wrong);
    const others = synonymes.filter((each) => each.id !== id).flatMap((each) => each.termes.map(keyOf));
    const taken = keys.findIndex((key) => others.includes(key));
    if (taken >= 0) refuse('synonyme-deja-utilise', taken);
  };
  return [
    mock(routes.list, ({ query: { q = '', ...paging } }) => {
      staff(shop);
      const words = normalize(q, false);
      const found = synonymes.filter(({ termes }) =>
        termes.some((terme) => words.every((word) => normalize(terme, false).join(' ').includes(word))),
      );
      return paginate(found.toReversed(), { ...paging, scope: `synonymes ${q}` });
    }),
    mock(routes.create, ({ body: { termes } }) => {
      staff(shop);
      check(termes);
      const created = { id: newId(), termes, version: 1, modifieLe: new Date().toISOString() };
      synonymes.push(created);
      return created;
    }),
    mock(routes.update, ({ params: { id }, body: { termes } }, request) => {
      staff(shop);
      const index = indexIn(id, request);
      check(termes, id);
      const changed = {
        id,
        termes,
        version: (synonymes[index]?.version ?? 0) + 1,
        modifieLe: new Date().toISOString(),
      };
      synonymes[index] = changed;
      return changed;
    }),
    mock(routes.delete, ({ params: { id } }, request) => {
      staff(shop);
      synonymes.splice(indexIn(id, request), 1);
      return undefined;
    }),
  ];
};
