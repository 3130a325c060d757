import knex from 'knex';
import { createEditionService } from '../src/catalogue/edition.service.ts';
import { readPlanDuSite } from '../src/catalogue/plan-du-site.service.ts';
import { createProduitsService } from '../src/catalogue/produits.service.ts';
import { readMigrationConfig } from '../src/config.ts';
import { rowsRead } from '../test/rows-read.ts';
import { achatsCases } from './explain-achats.ts';

/**
 * `DATABASE_URL=... node scripts/explain.ts [--plans]`: runs the queries of shoppers and staff on the database as it
 * is. Prints the time of each statement, best of five, and its plan on request. Marks statements that read half of a big
 * table, or more.
 */
const db = knex({ client: 'pg', connection: readMigrationConfig(process.env).databaseUrl, pool: { max: 3 } });
const service = createProduitsService(db);
const edition = createEditionService(db);
const withPlans = process.argv.includes('--plans');

const cases: Record<string, () => Promise<unknown>> = {
  'list by nouveaute': () => service.list({ limite: 24 }, 'fr'),
  'list by prix': () => service.list({ limite: 24, tri: 'prix' }, 'fr'),
  'list by -prix': () => service.list({ limite: 24, tri: '-prix' }, 'fr'),
  'list by nom': () => service.list({ limite: 24, tri: 'nom' }, 'fr'),
  'list by note': () => service.list({ limite: 24, tri: 'note' }, 'fr'),
  'list by prix, deep': () => service.list({ limite: 24, tri: 'prix', apres: deepCursor }, 'fr'),
  'category, by prix': () => service.list({ limite: 24, tri: 'prix', categorie: 'claviers' }, 'fr'),
  'category and price range, by nom': () =>
    service.list({ limite: 24, tri: 'nom', categorie: 'claviers', prixMin: 5_000, prixMax: 10_000 }, 'fr'),
  'search: clavier': () => service.list({ limite: 24, q: 'clavier' }, 'fr'),
  'search with typos: clavié mécanik': () => service.list({ limite: 24, q: 'clavié mécanik' }, 'fr'),
  'search as you type: cla': () => service.list({ limite: 24, q: 'cla' }, 'fr'),
  'search for a unit: ssd 2tb': () => service.list({ limite: 24, q: 'ssd 2tb' }, 'fr'),
  'search by a synonym: moniteur 27 pouces': () => service.list({ limite: 24, q: 'moniteur 27 pouces' }, 'fr'),
  facettes: () => service.facettes({}, 'fr'),
  'facettes of a search': () => service.facettes({ q: 'clavier' }, 'fr'),
  'facettes of a search in vain, with a proposition': () => service.facettes({ q: 'souris xylophone' }, 'fr'),
  '50 ids': () => service.list({ limite: 50, ids: someIds }, 'fr'),
  'administration: list': () => edition.list({ limite: 24 }, 'fr'),
  'administration: archived': () => edition.list({ limite: 24, actif: false }, 'fr'),
  'administration: search for a common word, clavier': () => edition.list({ limite: 24, q: 'clavier' }, 'fr'),
  'administration: search for a rare one, serie-4217': () => edition.list({ limite: 24, q: 'serie-4217' }, 'fr'),
  'administration: search in vain': () => edition.list({ limite: 24, q: 'xqzwvk' }, 'fr'),
  'map of the site': () => readPlanDuSite(db),
  ...(await achatsCases(db)),
};

const bigTables: { name: string; rows: number }[] = await db('pg_class')
  .where({ relkind: 'r' })
  .where('reltuples', '>=', 10_000)
  .select('relname as name', 'reltuples as rows');
const someIds = await db('produits').orderBy('id').limit(50).offset(5_000).pluck('id');
const deepCursor = await cursorOfPage(1000);
for (const [name, run] of Object.entries(cases)) {
  const statements = await capture(run);
  const total = await bestOf(5, run);
  console.log(`\n${name}: ${total.toFixed(1)} ms in all`);
  for (const { sql, bindings } of statements) {
    const explain = async (options: string) =>
      (await db.raw(`explain (${options}) ${sql}`, [...bindings] as never[])).rows.map(
        (row: Record<string, unknown>) => row['QUERY PLAN'],
      );
    const [[{ Plan: plan, 'Execution Time': ms }]] = await explain('analyze, format json');
    console.log(`  ${ms.toFixed(2)} ms  ${sql.replace(/\s+/g, ' ').slice(0, 90)}`);
    for (const { name: table, rows } of bigTables) {
      const read = rowsRead(plan, table);
      if (read > rows / 2) console.log(`  ! reads ${read} of the ${rows} rows of ${table}`);
    }
    if (withPlans) console.log((await explain('analyze, buffers')).map((line: string) => `      ${line}`).join('\n'));
  }
}
await db.destroy();

async function cursorOfPage(number: number): Promise<string> {
  let apres: string | undefined;
  for (let page = 1; page < number; page += 4) {
    const { next } = await service.list({ limite: 96, tri: 'prix', apres }, 'fr');
    if (next === null) break;
    apres = next;
  }
  if (apres === undefined) throw new Error('This database is too small to say anything: seed more products.');
  return apres;
}

async function bestOf(times: number, run: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

async function capture(run: () => Promise<unknown>): Promise<{ sql: string; bindings: readonly unknown[] }[]> {
  const statements: { sql: string; bindings: readonly unknown[] }[] = [];
  const listen = ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }) =>
    // knex numbers the placeholders; `raw` wants question marks again
    statements.push({ sql: sql.replace(/\$\d+/g, '?'), bindings });
  db.on('query', listen);
  await run();
  db.off('query', listen);
  return statements;
}
