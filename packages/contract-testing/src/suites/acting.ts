import type { ProblemCode } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import type { Server } from '../browsers.ts';
import { fails, type Sent, send, succeeds } from './changes.ts';

interface Asked extends Sent {
  params?: Record<string, string>;
  query?: string;
}

/** Sends requests to a server by route and parameters, from which it builds the address. */
export function acting(server: Server) {
  const addressOf = ({ path }: RouteContract, { params = {}, query }: Asked) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '') + (query ? `?${query}` : '');
  return {
    send: (route: RouteContract, asked: Asked = {}) => send(server, route.method, addressOf(route, asked), asked),
    /** @returns the body of a success, which must match the contract exactly */
    does: async <R extends RouteContract>(route: R, asked: Asked = {}) =>
      (await succeeds(server, route, addressOf(route, asked), asked)).body,
    /** Expects this problem. @returns the paths of the refused fields */
    fails: (route: RouteContract, code: ProblemCode, asked: Asked = {}) =>
      fails(server, code, route, addressOf(route, asked), asked),
  };
}
export type Actor = ReturnType<typeof acting>;
