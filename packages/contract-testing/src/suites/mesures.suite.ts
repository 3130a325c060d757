import type { Chargement, Mesures, PageChargee, Vital } from '@boutique/contracts/mesures';
import { describe, expect, it } from 'vitest';
import type { Server } from '../serve-mocks.ts';
import { requestsTo } from './requests.ts';

const vital: Vital = { slice: 'produits', version: '1.0.0', nom: 'LCP', valeur: 1234.5 };
const chargement: Chargement = { slice: 'produits', version: '1.0.0', etat: 'chargee' };
const page: PageChargee = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  route: '/produits/:id',
  debut: '2026-11-01T10:00:00.000Z',
  fin: '2026-11-01T10:00:01.500Z',
};
const nothing: Mesures = { vitals: [], chargements: [] };

/** What any server does with what browsers measured. */
export function describeMesures(server: () => Server): void {
  const requests = requestsTo(server);

  describe('POST /api/mesures', () => {
    it.each<[string, Mesures]>([
      ['nothing', nothing],
      [
        'every vital',
        { ...nothing, vitals: (['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const).map((nom) => ({ ...vital, nom })) },
      ],
      [
        'a load and a failure',
        { ...nothing, chargements: [chargement, { ...chargement, version: '', etat: 'en-panne' }] },
      ],
      ['the shell’s own page', { ...nothing, vitals: [{ ...vital, slice: 'shell', version: '' }] }],
      ['a page load', { ...nothing, page }],
      ['a page that does not exist', { ...nothing, page: { ...page, route: '*' } }],
    ])('takes %s', async (_what, mesures) => {
      const response = await requests.post('/api/mesures', mesures);
      expect([response.status, await response.text()]).toEqual([204, '']);
    });

    it.each<[string, unknown, string[]]>([
      ['an empty object', {}, ['body.vitals', 'body.chargements']],
      ['an address', { ...nothing, url: '/produits/k1' }, ['body.url']],
      ['an unknown vital', { ...nothing, vitals: [{ ...vital, nom: 'FID' }] }, ['body.vitals.0.nom']],
      ['a negative value', { ...nothing, vitals: [{ ...vital, valeur: -1 }] }, ['body.vitals.0.valeur']],
      ['a value out of range', { ...nothing, vitals: [{ ...vital, valeur: 600_001 }] }, ['body.vitals.0.valeur']],
      ['a visitor', { ...nothing, vitals: [{ ...vital, visiteur: 'x' }] }, ['body.vitals.0.visiteur']],
      ['a slice’s name that is none', { ...nothing, vitals: [{ ...vital, slice: 'A"' }] }, ['body.vitals.0.slice']],
      ['too many vitals', { ...nothing, vitals: Array(6).fill(vital) }, ['body.vitals']],
      ['too many loads', { ...nothing, chargements: Array(51).fill(chargement) }, ['body.chargements']],
      [
        'a long version',
        { ...nothing, chargements: [{ ...chargement, version: '1'.repeat(61) }] },
        ['body.chargements.0.version'],
      ],
      [
        'an unknown state',
        { ...nothing, chargements: [{ ...chargement, etat: 'lente' }] },
        ['body.chargements.0.etat'],
      ],
      [
        'a trace that is none',
        { ...nothing, page: { ...page, traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` } },
        ['body.page.traceparent'],
      ],
      ['a query', { ...nothing, page: { ...page, route: '/produits?q=x&y' } }, ['body.page.route']],
      [
        'an end before the beginning',
        { ...nothing, page: { ...page, fin: '2026-11-01T09:59:59.999Z' } },
        ['body.page.fin'],
      ],
    ])('refuses %s', async (_what, body, chemins) => {
      expect(await requests.refused('requete-invalide', '/api/mesures', { body })).toEqual(chemins);
    });
  });
}
