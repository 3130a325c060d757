import type { RequestHandler } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';

/**
 * Mocks for the tests of one file; call it at the top level. `use()` on the returned server lasts for one test.
 * A test fails if anything wrote to console.error or sent a request that no handler answers.
 */
export function mockServer(handlers: RequestHandler[]): SetupServer {
  const server = setupServer(...handlers);
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  beforeEach(() => {
    vi.spyOn(console, 'error');
  });
  afterEach(() => {
    server.resetHandlers();
    const { calls } = vi.mocked(console.error).mock;
    vi.restoreAllMocks();
    expect(calls, 'written to console.error').toEqual([]);
  });
  afterAll(() => server.close());
  return server;
}
