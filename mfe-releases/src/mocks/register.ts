import type { ReleaseStatistics, Statistics } from '@boutique/contracts/deployments';
import type { Deployment, HistoryEntry, IncidentGroup, ReleaseStatus } from '@boutique/contracts/frontends';
import { RELEASE_VITALS } from '@boutique/contracts/limits';
import { newId } from '@boutique/standalone/mocks/new-id';

interface Token {
  id: string;
  name: string;
  createdAt: string;
  usedAt: string | null;
}

/** A slice in the simulated register. */
export interface MockSlice extends Deployment {
  /** Newest last. */
  history: HistoryEntry[];
  tokens: Token[];
}

/** The simulated register, by the name of the slice. */
export type MockRegister = Map<string, MockSlice>;

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 27, 9, minutes)).toISOString();
const integrityOf = (version: string) => `sha384-${version.replace(/\W/g, '').padEnd(64, 'a')}`;

function releaseOf(version: string, rest: Partial<ReleaseStatus> = {}): ReleaseStatus {
  const minutes = Number(version.split('.')[1]) * 60;
  return {
    slice: 'produits',
    version,
    integrity: integrityOf(version),
    commit: '9f3c1a7b2d',
    builtAt: at(minutes),
    registeredAt: at(minutes + 2),
    state: 'retired',
    traffic: 0,
    since: at(minutes + 5),
    standsIn: false,
    servedAt: at(minutes + 5),
    author: 'token ci',
    bytes: 412_300,
    progress: null,
    automatic: false,
    reason: null,
    stored: true,
    clients: 240,
    failingClients: 1,
    ...rest,
  };
}

const incident: IncidentGroup = {
  version: '1.5.0',
  integrity: integrityOf('1.5.0'),
  kind: 'render',
  message: 'TypeError: prix is undefined',
  place: '/produits/:id',
  places: 3,
  fallback: '1.4.0',
  clients: 2,
  firstAt: at(310),
  lastAt: at(325),
};

/** A register in which `produits` has a running canary. */
export function createMockRegister(): MockRegister {
  const canary = releaseOf('1.5.0', {
    state: 'canary',
    traffic: 10,
    automatic: true,
    clients: 14,
    failingClients: 2,
    progress: {
      next: 50,
      notBefore: at(310),
      waitsFor: 'failures',
      neededClients: 20,
      clients: 14,
      failingClients: 2,
      otherClients: 180,
      otherFailingClients: 1,
    },
  });
  const line = (rest: Partial<HistoryEntry>): HistoryEntry => ({
    id: newId(),
    at: at(305),
    action: 'traffic',
    version: '1.5.0',
    state: 'canary',
    traffic: 10,
    author: 'token ci',
    reason: null,
    figures: null,
    ...rest,
  });
  const produits: MockSlice = {
    slice: 'produits',
    releases: [
      releaseOf('1.6.0', { state: 'new', servedAt: null, clients: 0, failingClients: 0 }),
      canary,
      releaseOf('1.4.0', { state: 'active', traffic: 90 }),
      releaseOf('1.3.0', { standsIn: true, reason: '1.4.0 is in service' }),
      releaseOf('1.2.0', { state: 'failed', failingClients: 9, reason: '9 of 120 clients saw a failure' }),
      releaseOf('1.1.0', { stored: false }),
    ],
    incidents: [incident],
    history: [
      line({ version: '1.4.0', state: 'active', traffic: 100, author: 'Admin', reason: 'Prêt pour les soldes' }),
      line({ action: 'registered', state: 'new', traffic: 0, reason: 'commit 9f3c1a7b2d' }),
      line({}),
    ],
    tokens: [{ id: newId(), name: 'ci', createdAt: at(0), usedAt: at(302) }],
  };
  const shell: MockSlice = {
    slice: 'shell',
    releases: [releaseOf('1.0.0+Rk0s9yVxQp', { slice: 'shell', state: 'new', author: 'token gateway' })],
    incidents: [],
    history: [],
    tokens: [],
  };
  return new Map([
    ['produits', produits],
    ['shell', shell],
  ]);
}

/** Reports of browsers: ever more loads of each release, and some failures of the canary. */
export function statisticsOf({ releases }: Deployment, period: 'hour' | 'day'): Statistics {
  const [intervals, intervalSeconds] = period === 'hour' ? [60, 60] : [48, 1_800];
  const measured = releases.filter(({ servedAt }) => servedAt !== null).slice(0, 4);
  return {
    from: at(280),
    intervalSeconds,
    releases: measured.map(({ version, integrity, state, traffic }, index): ReleaseStatistics => {
      const loads = Array.from({ length: intervals }, (_, slot) =>
        Math.round((traffic / 10) * (2 + Math.sin(slot / 5 + index))),
      );
      const failures = loads.map((_, slot) => (state === 'canary' && slot % 9 === 4 ? 1 : 0));
      const p75 = { LCP: 1_800 + index * 900, INP: 90 + index * 120, CLS: 0.02 + index * 0.1 };
      const vitals = Object.fromEntries(
        RELEASE_VITALS.map((vital) => [vital, { p75: p75[vital], views: 420 - index * 90 }]),
      ) as ReleaseStatistics['vitals'];
      return { version, integrity, state, loads, failures, vitals };
    }),
  };
}
