import { type AdresseEnregistree, adressesRoutes } from '@boutique/contracts/comptes';
import { MAX_ADRESSES } from '@boutique/contracts/limits';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import type { MockShop } from './mock-shop.ts';
import { newId } from './new-id.ts';
import { signedIn } from './signed-in.ts';

/** The address book of the signed-in account. */
export const adressesMocks = (shop: MockShop): RequestHandler[] => [
  mock(adressesRoutes.list, () => book(shop)),
  mock(adressesRoutes.create, ({ body }) => {
    const kept = book(shop);
    if (kept.length >= MAX_ADRESSES) {
      throw new MockProblem('limite-atteinte', `Un compte garde ${MAX_ADRESSES} adresses au plus.`);
    }
    return keep(shop, [...kept, { id: newId(), ...body }], body.parDefaut ? kept.length : undefined);
  }),
  mock(adressesRoutes.update, ({ params, body }) => {
    const kept = book(shop);
    const index = indexOf(kept, params.id);
    return keep(shop, kept.with(index, { id: params.id, ...body }), body.parDefaut ? index : undefined, index);
  }),
  mock(adressesRoutes.delete, ({ params }) => {
    const kept = book(shop);
    const rest = kept.toSpliced(indexOf(kept, params.id), 1);
    if (rest.length > 0) keep(shop, rest);
    else shop.adresses.delete(signedIn(shop).id);
    return undefined;
  }),
];

/** The account's addresses, the default one first. */
const book = (shop: MockShop): AdresseEnregistree[] => shop.adresses.get(signedIn(shop).id) ?? [];

function indexOf(kept: readonly AdresseEnregistree[], id: string): number {
  const index = kept.findIndex((adresse) => adresse.id === id);
  if (index < 0) throw new MockProblem('adresse-introuvable', `Aucune adresse « ${id} » dans ce compte`);
  return index;
}

/** Keeps these addresses with exactly one default, and returns the changed address. */
function keep(
  shop: MockShop,
  adresses: readonly AdresseEnregistree[],
  wanted = Math.max(
    0,
    adresses.findIndex(({ parDefaut }) => parDefaut),
  ),
  changed = adresses.length - 1,
): AdresseEnregistree {
  const marked = adresses.map((adresse, index) => ({ ...adresse, parDefaut: index === wanted }));
  const sorted = marked.toSorted((a, b) => Number(b.parDefaut) - Number(a.parDefaut));
  shop.adresses.set(signedIn(shop).id, sorted);
  return marked[changed] as AdresseEnregistree;
}
