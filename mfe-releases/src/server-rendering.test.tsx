// @vitest-environment node
import type { Langue } from '@boutique/contracts/common';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { describeServerRendering } from '@boutique/standalone/testing/describe-server-rendering';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';

const guest = createMockShop();
const user = createMockShop('user');
const admin = createMockShop('admin');
const refused = { fr: 'Réservé à l’administration', en: 'For staff only' };

const pages: [path: string, h1: Readonly<Record<Langue, string>>][] = [
  ['/administration/releases', { fr: 'Versions', en: 'Releases' }],
  ['/administration/releases/produits?period=day', { fr: 'Versions de produits', en: 'Releases of produits' }],
  ['/administration/releases/shell', { fr: 'Versions de shell', en: 'Releases of shell' }],
  [
    '/administration/releases/produits/history?action=traffic',
    { fr: 'Historique de produits', en: 'History of produits' },
  ],
  ['/administration/releases/produits/tokens', { fr: 'Jetons de produits', en: 'Tokens of produits' }],
];

describeServerRendering({
  slice,
  declaration,
  handlersOf,
  pages: pages.flatMap(([path, h1]) => [
    { path, shop: guest, h1 },
    { path, shop: user, h1: refused },
    { path, shop: admin, h1 },
  ]),
  widgets: [],
});
