import setupDatabase from '@boutique/dev-database/vitest-database';
import type { TestProject } from 'vitest/node';
import { createDatabase } from '../src/platform/db/database.ts';
import { migrate } from '../src/schema/migrations.ts';
import { seedDemo } from '../src/schema/seed-demo.ts';
import { databaseNamed } from './databases.ts';
import { categorieRows } from './rows.ts';

/**
 * Starts one PostgreSQL for the run, with two databases to copy: `vide` has tables and two categories, `demo` the demo
 * shop.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let url = '';
  const provide = (name: 'databaseUrl', value: string) => {
    url = value;
    project.provide(name, value);
  };
  const teardown = await setupDatabase({ provide } as TestProject);
  const admin = createDatabase({ url, applicationName: 'tests' });
  for (const name of ['vide', 'demo']) {
    await admin.raw('create database ??', [name]);
    const db = createDatabase({ url: databaseNamed(url, name), applicationName: 'tests' });
    await migrate(db, name === 'demo' ? seedDemo : undefined);
    if (name === 'vide') await db('categories').insert(categorieRows);
    await db.destroy();
  }
  await admin.destroy();
  return teardown;
}
