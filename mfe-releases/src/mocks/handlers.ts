import { deploymentsRoutes } from '@boutique/contracts/deployments';
import { frontendsRoutes, type ReleaseStatus } from '@boutique/contracts/frontends';
import { SHELL } from '@boutique/contracts/release';
import { mock, unknownRoute } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { staff } from '@boutique/standalone/mocks/signed-in';
import { paginate } from '@boutique/standalone/paging';
import type { RequestHandler } from 'msw';
import { createMockRegister, type MockRegister, type MockSlice, statisticsOf } from './register.ts';

/** The routes of the register that the console uses, in memory. */
export const handlersOf = (shop: MockShop, register: MockRegister = createMockRegister()): RequestHandler[] => {
  const sliceOf = (name: string): MockSlice => {
    staff(shop);
    const slice = register.get(name);
    if (!slice) throw new MockProblem('slice-not-found', `The register does not know the slice ${name}.`);
    return slice;
  };
  const releaseOf = (slice: MockSlice, version: string): ReleaseStatus => {
    const release = slice.releases.find((known) => known.version === version);
    if (!release) throw new MockProblem('release-not-found', `The register has no version ${version}.`);
    return release;
  };
  const record = (
    slice: MockSlice,
    release: ReleaseStatus | null,
    action: 'traffic' | 'rollback' | 'retired',
    reason = '',
  ) =>
    slice.history.push({
      id: newId(),
      at: new Date().toISOString(),
      action,
      version: release?.version ?? null,
      state: release?.state ?? null,
      traffic: release?.traffic ?? null,
      author: staff(shop).nom,
      reason,
      figures: null,
    });

  return [
    mock(deploymentsRoutes.list, () => {
      staff(shop);
      return [...register.values()].map(({ slice, releases }) => ({
        slice,
        releases: releases.filter(
          ({ state, standsIn }) => slice === SHELL || standsIn || ['new', 'canary', 'active'].includes(state),
        ),
      }));
    }),
    mock(frontendsRoutes.readDeployment, ({ params }) => sliceOf(params.slice)),
    mock(deploymentsRoutes.readStatistics, ({ params, query }) => statisticsOf(sliceOf(params.slice), query.period)),
    mock(deploymentsRoutes.readPreview, ({ params }) => {
      releaseOf(sliceOf(params.slice), params.version);
      return { path: `/${params.slice}?slice.${params.slice}=${params.version}`, signed: false };
    }),
    mock(frontendsRoutes.setTraffic, ({ params, body: { version, traffic, automatic, reason } }) => {
      const slice = sliceOf(params.slice);
      const release = releaseOf(slice, version);
      setTraffic(slice, release, traffic, automatic);
      record(slice, release, 'traffic', reason);
      return release;
    }),
    mock(frontendsRoutes.rollback, ({ params, body: { version, reason } }) => {
      const slice = sliceOf(params.slice);
      const target = slice.releases.find((release) => (version ? release.version === version : release.standsIn));
      if (!target) throw new MockProblem('traffic-refused', `${params.slice} has no earlier version.`);
      for (const release of slice.releases)
        if (release.state === 'active') Object.assign(release, OUT, { state: 'failed' });
      setTraffic(slice, target, 100, true);
      record(slice, target, 'rollback', reason);
      return target;
    }),
    mock(frontendsRoutes.retire, ({ params, body: { reason } }) => {
      const slice = sliceOf(params.slice);
      for (const release of slice.releases) if (release.traffic > 0) Object.assign(release, OUT);
      record(slice, null, 'retired', reason);
      return slice;
    }),
    mock(frontendsRoutes.listHistory, ({ params, query: { action, version, ...paging } }) => {
      const found = sliceOf(params.slice).history.filter(
        (line) => (!action || line.action === action) && (!version || line.version === version),
      );
      return paginate(found.toReversed(), { ...paging, scope: `history ${params.slice} ${action} ${version}` });
    }),
    mock(frontendsRoutes.listTokens, ({ params }) => sliceOf(params.slice).tokens),
    mock(frontendsRoutes.createToken, ({ params, body: { name } }) => {
      const slice = sliceOf(params.slice);
      const token = { id: newId(), name, createdAt: new Date().toISOString(), usedAt: null };
      slice.tokens.push(token);
      return { ...token, token: `boutique_${params.slice}_${newId()}` };
    }),
    mock(frontendsRoutes.deleteToken, ({ params }) => {
      const { tokens } = sliceOf(params.slice);
      const index = tokens.findIndex(({ id }) => id === params.id);
      if (index < 0) throw new MockProblem('token-not-found', `No token ${params.id}.`);
      tokens.splice(index, 1);
      return undefined;
    }),
    unknownRoute,
  ];
};

const OUT = { state: 'retired', traffic: 0, automatic: false, progress: null } as const;

/** Gives a release its share; the active one has the rest, and an earlier active one stands in. */
function setTraffic({ releases }: MockSlice, release: ReleaseStatus, traffic: number, automatic: boolean): void {
  const active = releases.find(({ state }) => state === 'active');
  for (const other of releases) if (other !== release && other.state === 'canary') Object.assign(other, OUT);
  if (traffic === 0) Object.assign(release, OUT);
  else if (traffic === 100) {
    if (active && active !== release) Object.assign(active, OUT);
    for (const other of releases) other.standsIn = other === active && other !== release;
    Object.assign(release, OUT, { state: 'active', traffic: 100 });
  } else {
    const progress = { next: traffic < 50 ? 50 : 100, notBefore: new Date().toISOString(), neededClients: 20 } as const;
    const figures = { clients: 0, failingClients: 0, otherClients: 0, otherFailingClients: 0 } as const;
    const waitsFor = automatic ? 'clients' : 'command';
    Object.assign(release, { state: 'canary', traffic, automatic, progress: { ...progress, ...figures, waitsFor } });
  }
  const rest = releases.find(({ state }) => state === 'active');
  if (rest && rest !== release) rest.traffic = 100 - traffic;
}
