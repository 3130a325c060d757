import type { Server } from '@boutique/contract-testing/browsers';
import { getResponse, type RequestHandler } from 'msw';

/** Makes mocks a server for the contract suites: requests go directly to the handlers, without a network. */
export function serveMocks(handlers: RequestHandler[]): Server {
  return {
    baseUrl: 'http://mocks.test',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const response = await getResponse(handlers, request);
      if (!response) throw new Error(`No handler for ${request.method} ${request.url}`);
      return response;
    },
  };
}
