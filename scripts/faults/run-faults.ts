import { setTimeout as sleep } from 'node:timers/promises';
import { stockUp } from '../../bench/api/writes.ts';
import type { Processes } from '../processes.ts';
import { type Fault, faults } from './faults.ts';
import { createLoad, type Load, type Order } from './load.ts';
import { type Stage, startStage } from './stage.ts';

const LONGEST_MS = 2_000;
const BACK_MS = 1_000;
/** The load goes on for so long before a fault, and after its end. */
const BEFORE_MS = 700;
const AFTER_MS = 1_500;
/** Every kind of request has to be answered well after a fault. */
const KINDS = ['page', 'list', 'order', 'announcement'] as const;

interface Options {
  processes: Processes;
  say: (line: string) => void;
  /** A small file system that has PostgreSQL's data and nothing else. */
  disk: string | undefined;
  /** Only faults whose names match. */
  only: RegExp;
}

/** Runs all faults, one after the other, and prints the table. @returns whether every target holds */
export async function runFaults({ processes, say, disk, only }: Options): Promise<boolean> {
  const closing: (() => void)[] = [];
  try {
    const chosen = faults.filter(({ name }) => only.test(name));
    if (chosen.length === 0) throw new Error(`No fault's name matches ${only}.`);
    const stage = await startStage(processes, { disk, defer: (close) => void closing.push(close) });
    const products = await stockUp(stage.url);
    const startLoad = await createLoad(stage, products);
    // pages are kept from now on, and V8 compiles
    await runFault({ name: '', promise: '', seconds: 1, begin: async () => undefined }, stage, await startLoad());
    const outcomes: Outcome[] = [];
    for (const fault of chosen) {
      const reason = fault.impossible?.(stage);
      if (reason) {
        say(`${fault.name}: left out, because ${reason}`);
        continue;
      }
      const outcome = await runFault(fault, stage, await startLoad());
      say(`${fault.name}: ${outcome.faults.join('; ') || 'survived'}`);
      outcomes.push(outcome);
    }
    say(`\n${tableOf(outcomes)}\n`);
    const survived = outcomes.filter(({ faults }) => faults.length === 0).length;
    const requests = outcomes.reduce((sum, { requests }) => sum + requests, 0);
    const longest = Math.max(...outcomes.map(({ longestMs }) => longestMs));
    say(
      `${survived} of ${chosen.length} faults survived, ${requests} requests under fault, longest wait ${seconds(longest)}`,
    );
    return outcomes.length > 0 && survived === outcomes.length;
  } finally {
    for (const close of closing) close();
  }
}

/** What a fault did to the requests that began or waited while it lasted, and until a moment after it. */
interface Outcome extends Pick<Fault, 'name' | 'promise'> {
  requests: number;
  refused: number;
  cut: number;
  orders: number;
  lost: number;
  doubled: number;
  failed: number;
  longestMs: number;
  /** From the fault's end until every kind of request was answered well again. */
  backMs: number;
  lostPages: number;
  /** Targets that do not hold, in words. */
  faults: string[];
}

async function runFault(fault: Fault, stage: Stage, load: Load): Promise<Outcome> {
  const stockBefore = await stockOf(stage);
  await sleep(BEFORE_MS);
  const began = performance.now();
  const end = await fault.begin(stage);
  await sleep(fault.seconds * 1_000);
  await end?.();
  const over = performance.now();
  await sleep(AFTER_MS);
  await load.stop();

  const asked = load.asked.filter(({ at, ms }) => at + ms >= began);
  const count = (...results: string[]) => asked.filter(({ result }) => results.includes(result)).length;
  const backMs = Math.max(
    ...KINDS.map((wanted) =>
      Math.min(
        ...asked
          .filter(({ kind, result, at, ms }) => kind === wanted && result === 'good' && at + ms >= over)
          .map(({ at, ms }) => at + ms - over),
      ),
    ),
  );
  const outcome: Outcome = {
    name: fault.name,
    promise: fault.promise,
    requests: asked.length,
    refused: count('refused'),
    cut: count('cut'),
    orders: load.orders.length,
    ...(await compare(stage, load.orders)),
    longestMs: Math.max(...asked.map(({ ms }) => ms)),
    backMs,
    lostPages: load.lostPages.length,
    faults: [],
  };
  const wrong = asked.find(({ result }) => !['good', 'refused', 'cut', 'bare'].includes(result));
  const miscounted = await miscountedStock(stage, stockBefore, load.orders);
  const targets: [holds: boolean, otherwise: string][] = [
    [outcome.lost === 0, `${outcome.lost} acknowledged orders lost`],
    [outcome.doubled === 0, `${outcome.doubled} orders doubled`],
    [outcome.failed === 0, `${outcome.failed} orders never acknowledged`],
    [miscounted.length === 0, `the stock of ${miscounted.join(', ')} is not what the orders left`],
    [!wrong, `a ${wrong?.kind} got ${wrong?.result}`],
    [load.stale.length === 0, `${load.stale.length} stale answers, such as ${load.stale[0]}`],
    [outcome.longestMs <= LONGEST_MS, `a request took ${seconds(outcome.longestMs)}`],
    [backMs <= BACK_MS, `back after ${seconds(backMs)}`],
    [fault.losesPages || outcome.lostPages === 0, `${outcome.lostPages} pages lost`],
    [fault.mayFail === 'cut' || outcome.cut === 0, `${outcome.cut} requests cut`],
    [fault.mayFail !== undefined || outcome.refused === 0, `${outcome.refused} requests refused`],
    [!fault.fails || outcome.refused + outcome.cut > 0, 'no request failed: the fault was not there'],
  ];
  outcome.faults = targets.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
  return outcome;
}

/** Compares what buyers were told with what the database has. */
async function compare({ query }: Stage, orders: readonly Order[]) {
  const rows = await query('select id, email from commandes where email = any($1)', [orders.map(({ email }) => email)]);
  const ids = new Set(rows.map(({ id }) => id));
  return {
    lost: orders.filter(({ id }) => id !== undefined && !ids.has(id)).length,
    doubled: rows.length - new Set(rows.map(({ email }) => email)).size,
    failed: orders.filter(({ id, isSoldOut }) => id === undefined && !isSoldOut).length,
  };
}

async function stockOf({ query }: Stage): Promise<Map<string, number>> {
  const rows = await query('select id, stock from produits');
  return new Map(rows.map(({ id, stock }) => [String(id), Number(stock)]));
}

/** The products whose stock has not gone down by one for each order. */
async function miscountedStock(stage: Stage, before: Map<string, number>, orders: readonly Order[]): Promise<string[]> {
  const after = await stockOf(stage);
  const ordered = Map.groupBy(
    orders.filter(({ id }) => id !== undefined),
    ({ produitId }) => produitId,
  );
  return [...before].flatMap(([id, stock]) => (after.get(id) === stock - (ordered.get(id)?.length ?? 0) ? [] : [id]));
}

const seconds = (ms: number) => (Number.isFinite(ms) ? `${(ms / 1_000).toFixed(1)} s` : 'more than the run');

function tableOf(outcomes: readonly Outcome[]): string {
  const head = [
    'fault',
    'promised',
    'requests',
    'refused, cut',
    'orders',
    'lost, doubled, failed',
    'pages lost',
    'longest wait',
    'back after',
  ];
  const rows = outcomes.map((outcome) => [
    outcome.name,
    outcome.promise,
    outcome.requests,
    `${outcome.refused}, ${outcome.cut}`,
    outcome.orders,
    `${outcome.lost}, ${outcome.doubled}, ${outcome.failed}`,
    outcome.lostPages,
    seconds(outcome.longestMs),
    seconds(outcome.backMs),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
