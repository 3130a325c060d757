import type { Span, Tracing } from '@boutique/tracing/tracing';
import type { Database } from './database.ts';

/** Knex's events about one statement have the same id. */
interface Statement {
  __knexQueryUid?: string;
  /** With `$1` in the places of the values. */
  sql: string;
}

/** Records one client span per statement, starting once it has a connection, and without the values. */
export function traceQueries(db: Database, tracing: Tracing): void {
  const running = new Map<string, Span>();
  db.on('query', ({ __knexQueryUid: id, sql }: Statement) => {
    if (id === undefined) return;
    const [operation, target] = summaryOf(sql);
    const span = tracing.startClientSpan(target ? `${operation} ${target}` : operation, {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      'db.query.text': sql,
    });
    if (span) running.set(id, span);
  });
  const end = ({ __knexQueryUid: id = '' }: Statement, errorType?: string) => {
    running.get(id)?.end({ errorType });
    running.delete(id);
  };
  db.on('query-response', (_rows: unknown, statement: Statement) => end(statement));
  // only the code: knex writes the values into the message
  db.on('query-error', (error: Error & { code?: string }, statement: Statement) =>
    end(statement, error.code ?? error.name),
  );
}

/** `select … from "produits"` becomes SELECT and produits. */
function summaryOf(sql: string): [operation: string, target: string | undefined] {
  const [, operation = 'SQL'] = /^\W*(\w+)/.exec(sql) ?? [];
  const [, target] = /\b(?:from|into|update)\s+"?(\w+)/i.exec(sql) ?? [];
  return [operation.toUpperCase(), target];
}
