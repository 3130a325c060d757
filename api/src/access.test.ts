import type { RouteContract } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import { expect } from 'vitest';
import { test as base } from '../test/fixtures.ts';
import { createAccount } from '../test/people.ts';
import { digestOf } from './platform/tokens.ts';

const NOT_MOUNTED = ['route-inconnue', 'methode-non-permise'];
const REFUSED = ['non-connecte', 'acces-refuse'];
/** A browser whose session has ended is a guest. */
const roles = ['guest', 'expired', 'user', 'admin'] as const;
type Role = (typeof roles)[number];
const guests = { guest: 'non-connecte', expired: 'non-connecte' } as const;
const expected = {
  public: { guest: null, expired: null, user: null, admin: null },
  account: { ...guests, user: null, admin: null },
  admin: { ...guests, user: 'acces-refuse', admin: null },
  deployer: { ...guests, user: 'acces-refuse', admin: null },
} as const;

const test = base
  /** Calls a route as a new account or guest, with unknown ids and a body that no route accepts. */
  .extend(
    'codeOf',
    ({ db, api }) =>
      async ({ method, path, body }: RouteContract, role: Role): Promise<string | null> => {
        const session = role === 'guest' ? null : (await createAccount(db, role === 'admin' ? role : 'user')).token;
        if (session && role === 'expired')
          await db('sessions')
            .where({ jeton_sha256: digestOf(session) })
            .update({ vue_le: '2020-01-01' });
        const response = await api.send(
          method.toUpperCase(),
          path.replace(/\{\w+\}/g, '01890000-0000-7000-8000-000000000000'),
          {
            headers: {
              ...(body && { 'content-type': 'application/json' }),
              ...(session !== null && { cookie: `session=${session}` }),
            },
            ...(body && { body: '{"inconnu":true}' }),
          },
        );
        const text = await response.text();
        return response.ok ? null : (JSON.parse(text).code as string);
      },
  );

test('the contract has routes of each kind of access', () => {
  for (const access of ['public', 'account', 'admin']) {
    expect(allRoutes.filter((route) => route.access === access).length, access).toBeGreaterThan(5);
  }
});

test.for(allRoutes.map((route) => [route.access, route.method, route.path, route] as const))(
  '%s: %s %s',
  async ([access, _method, _path, route], { codeOf }) => {
    for (const role of roles) {
      const code = await codeOf(route, role);
      expect(NOT_MOUNTED, `${role}: the API does not have this route`).not.toContain(code);
      expect(code !== null && REFUSED.includes(code) ? code : null, role).toBe(expected[access][role]);
    }
  },
);
