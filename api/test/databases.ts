import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase, type Database } from '../src/platform/db/database.ts';

export function databaseNamed(url: string, name: string): string {
  const named = new URL(url);
  named.pathname = `/${name}`;
  return named.href;
}

export type Template = 'vide' | 'demo' | 'template1';

export interface TestDatabase {
  url: string;
  db: Database;
  drop(): Promise<void>;
}

/** Creates a database for one test file: a copy of `vide` or `demo`, or one without tables. */
export async function createTestDatabase(template: Template = 'vide'): Promise<TestDatabase> {
  const adminUrl = inject('databaseUrl');
  const admin = createDatabase({ url: adminUrl, applicationName: 'tests' });
  const name = `test_${randomBytes(6).toString('hex')}`;
  await admin.raw('create database ?? template ??', [name, template]);
  const url = databaseNamed(adminUrl, name);
  const db = createDatabase({ url, applicationName: 'tests' });
  return {
    url,
    db,
    async drop() {
      await db.destroy();
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}
