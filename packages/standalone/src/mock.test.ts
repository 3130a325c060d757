import { FieldError, Problem } from '@boutique/contracts/problems';
import { defineRoute } from '@boutique/contracts/route';
import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import type { HttpHandler } from 'msw';
import { describe, expect, it } from 'vitest';
import { mock, mockProblem, unknownRoute } from './mock.ts';
import { MockProblem } from './mock-problem.ts';
import { serveMocks } from './serve-mocks.ts';

const [admin] = demoUtilisateurs;
if (!admin) throw new Error('demoUtilisateurs is empty: nothing to answer');

const routeWithBody = defineRoute({
  method: 'put',
  path: '/api/essais/{id}',
  operationId: 'putEssai',
  tag: 'test',
  access: 'public',
  summary: 'A route with a body',
  params: utilisateursRoutes.read.params,
  body: FieldError,
  responses: { 200: FieldError },
});

const routeWithoutAnswer = defineRoute({ ...routeWithBody, operationId: 'deleteEssai', responses: { 204: null } });
const routeOfCreation = defineRoute({ ...routeWithBody, operationId: 'createEssai', responses: { 201: FieldError } });

const ask = (handler: HttpHandler, path: string, init?: RequestInit) => {
  const { baseUrl, fetch = globalThis.fetch } = serveMocks([handler, unknownRoute]);
  return fetch(baseUrl + path, init);
};
const put = (body: string) =>
  ask(
    mock(routeWithBody, ({ params, body: sent }) => ({ ...sent, message: params.id })),
    `/api/essais/${admin.id}`,
    {
      method: 'PUT',
      body,
    },
  );

describe('mock', () => {
  it('passes parsed input to the resolver and cuts the output to the contract', async () => {
    const list = mock(utilisateursRoutes.list, ({ query }) => {
      expect(query).toEqual({ limite: 5 });
      return { items: [admin], total: 3, next: 'suite' };
    });
    const response = await ask(list, '/api/utilisateurs?limite=5');
    expect(await response.json()).toEqual([{ id: admin.id, nom: admin.nom, role: admin.role }]);
    expect(response.headers.get('x-total-count')).toBe('3');
    expect(response.headers.get('link')).toBe('</api/utilisateurs?limite=5&apres=suite>; rel="next"');
  });

  it('parses the body and names its faults', async () => {
    const answered = await put('{"chemin":"a","message":"b"}');
    expect(await answered.json()).toEqual({ chemin: 'a', message: admin.id });
    const refused = Problem.parse(await (await put('{"chemin":"a"}')).json());
    expect(refused.erreurs?.map(({ chemin }) => chemin)).toEqual(['body.message']);
    expect(await (await put('{')).json()).toMatchObject({ code: 'corps-illisible', status: 400 });
  });

  it('answers with the status of the contract, without a body if the contract has none', async () => {
    const init = { method: 'PUT', body: '{"chemin":"a","message":"b"}' };
    const empty = await ask(
      mock(routeWithoutAnswer, () => undefined),
      `/api/essais/${admin.id}`,
      init,
    );
    expect([empty.status, await empty.text()]).toEqual([204, '']);
    const created = await ask(
      mock(routeOfCreation, ({ body }) => body),
      `/api/essais/${admin.id}`,
      init,
    );
    expect([created.status, await created.json()]).toEqual([201, { chemin: 'a', message: 'b' }]);
  });

  it('headers of the resolver replace its own', async () => {
    const read = mock(utilisateursRoutes.read, (_, __, headers) => {
      headers.set('etag', '"7"');
      headers.set('location', '/ailleurs');
      return admin;
    });
    const response = await ask(read, `/api/utilisateurs/${admin.id}`);
    expect(response.headers.get('etag')).toBe('"7"');
    expect(response.headers.get('location')).toBe('/ailleurs');
    const again = await ask(read, `/api/utilisateurs/${admin.id}`, { headers: { 'if-none-match': '"7"' } });
    expect(again.status).toBe(304);
  });

  it('turns a MockProblem into the API’s answer', async () => {
    const read = mock(utilisateursRoutes.read, () => {
      throw new MockProblem('utilisateur-introuvable', 'Personne ici', [{ chemin: 'params.id', message: 'Inconnu' }]);
    });
    const response = await ask(read, `/api/utilisateurs/${admin.id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'utilisateur-introuvable',
      detail: 'Personne ici',
      erreurs: [{ chemin: 'params.id', message: 'Inconnu' }],
    });
  });

  it('throws on an answer that breaks the contract', async () => {
    const wrong = mock(utilisateursRoutes.read, () => ({ id: 'pas-un-uuid', nom: 'X', role: 'admin' as const }));
    await expect(ask(wrong, `/api/utilisateurs/${admin.id}`)).rejects.toThrow('readUtilisateur: the mock breaks');
  });

  it('throws on a problem that the route does not declare', async () => {
    const wrong = mock(utilisateursRoutes.read, () => {
      throw new MockProblem('produit-introuvable', '');
    });
    await expect(ask(wrong, `/api/utilisateurs/${admin.id}`)).rejects.toThrow('declare the problem');
  });

  it('does not compile with another shape of answer or an undeclared problem', () => {
    // @ts-expect-error a mock of a list must return a page
    mock(utilisateursRoutes.list, () => [admin]);
    // @ts-expect-error the role is missing
    mock(utilisateursRoutes.read, () => ({ id: admin.id, nom: admin.nom }));
    // @ts-expect-error the route does not declare that problem
    mockProblem(utilisateursRoutes.read, 'produit-introuvable');
    expect(mockProblem(utilisateursRoutes.read, 'utilisateur-introuvable')).toBeDefined();
  });
});

describe('mockProblem', () => {
  it('always answers with the problem', async () => {
    const response = await ask(mockProblem(utilisateursRoutes.list, 'base-indisponible'), '/api/utilisateurs');
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});
