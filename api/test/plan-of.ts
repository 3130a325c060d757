import type { Database } from '../src/platform/db/database.ts';

/** The plan of the first query of `run`, as PostgreSQL explains it. */
export async function planOf(db: Database, run: () => Promise<unknown>): Promise<string> {
  const asked: { sql: string; bindings: unknown[] }[] = [];
  const listener = (query: (typeof asked)[number]) => asked.push(query);
  db.on('query', listener);
  await run();
  db.removeListener('query', listener);
  const [first] = asked;
  if (!first) throw new Error('no query was sent');
  const { rows } = await db.raw(`explain ${first.sql.replace(/\$\d+/g, '?')}`, first.bindings as string[]);
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
}
