import type { RequestHandler } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';

/**
 * Mocks under the tests of one file; call it at the top level. `use()` on the answer holds for one test.
 * A test fails when anything wrote to console.error or asked for what no handler answers.
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
