import type { ProblemCode } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import type { Server } from '../visitors.ts';
import { fails, type Sent, send, succeeds } from './changes.ts';

interface Asked extends Sent {
  params?: Record<string, string>;
  query?: string;
}

/** Somebody who asks for one thing after the other: the address of a request follows from its route. */
export function acting(server: Server) {
  const addressOf = ({ path }: RouteContract, { params = {}, query }: Asked) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '') + (query ? `?${query}` : '');
  return {
    send: (route: RouteContract, asked: Asked = {}) => send(server, route.method, addressOf(route, asked), asked),
    /** The body of a success, which is exactly the contract's. */
    does: async <R extends RouteContract>(route: R, asked: Asked = {}) =>
      (await succeeds(server, route, addressOf(route, asked), asked)).body,
    /** The paths of the fields that were refused, of an answer that must be this problem. */
    fails: (route: RouteContract, code: ProblemCode, asked: Asked = {}) =>
      fails(server, code, route, addressOf(route, asked), asked),
  };
}
export type Actor = ReturnType<typeof acting>;
