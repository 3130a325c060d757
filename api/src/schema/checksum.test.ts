import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import { checksumOf } from './checksum.ts';

const ofSql = (sql: string, ...bindings: string[]) => checksumOf({ up: (db: Knex) => db.raw(sql, bindings) });

test('a checksum changes with the statements and their values, not with comments and layout', async () => {
  const checksum = await ofSql('create table a (b text)');
  expect(await ofSql('create table a -- all of them\n  (b text)')).toBe(checksum);
  expect(await ofSql('create table a (b text, c text)')).not.toBe(checksum);
  expect(await ofSql('select ?', 'a')).not.toBe(await ofSql('select ?', 'b'));
});

test('a migration that reads before it writes has one, too', async () => {
  const up = async (db: Knex) => {
    const { rows } = await db.raw('select column_name');
    await db.raw(`alter table a drop column ${rows[0].column_name}`);
    await db.schema.createTable('b', (table) => table.text('c'));
    await db('b').insert({ c: 'd' });
  };
  expect(await checksumOf({ up })).toMatch(/^[\w-]{43}$/);
});
