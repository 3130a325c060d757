import { test as base } from 'vitest';
import { createTestDatabase, type Template } from './databases.ts';
import { browserOf, openBrowser, signedIn } from './people.ts';
import { startApi, type TestApiOptions } from './start-api.ts';

function apiTest(scope: 'file' | 'test') {
  // fixtures of the scope `test` have the same types, but beforeAll and afterAll cannot use them
  const each = { scope } as { scope: 'file' };
  return base
    .extend('template', each, 'vide' as Template)
    .extend('options', each, {} as Omit<TestApiOptions, 'db'>)
    .extend('database', each, async ({ template }, { onCleanup }) => {
      const database = await createTestDatabase(template);
      onCleanup(database.drop);
      return database;
    })
    .extend('db', each, ({ database }) => database.db)
    .extend('api', each, async ({ db, options }, { onCleanup }) => {
      const api = await startApi({ db, ...options });
      onCleanup(api.stop);
      return api;
    })
    .extend(
      'guest',
      each,
      ({ api }) =>
        async () =>
          browserOf(api),
    )
    .extend(
      'user',
      each,
      ({ db, api }) =>
        () =>
          signedIn(db, api, 'user'),
    )
    .extend(
      'admin',
      each,
      ({ db, api }) =>
        () =>
          signedIn(db, api, 'admin'),
    )
    .extend(
      'openBrowser',
      each,
      ({ api }) =>
        (jar?: Record<string, string>, headers?: Record<string, string>) =>
          openBrowser(api, jar, headers),
    );
}

/**
 * A test of the API. Its fixtures are set up when the first test of a file uses them, and torn down after the last one:
 * `db`, a database for the file, copied from `template`; `api`, the whole API on it, started with `options`; `guest`,
 * `user` and `admin`, each call of which gives a new browser. A file can override `template` and `options`.
 */
export const test = apiTest('file');

/** The same with a database and an API per test, so that tests see no rows of each other. */
export const isolatedTest = apiTest('test');
