/** Figures from what was recorded during a visit. No I/O. Times are milliseconds. */

/** The middle value, of an even number the lower one of the two. NaN when nothing was measured. */
export function median(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return known[Math.floor((known.length - 1) / 2)] ?? Number.NaN;
}

export interface Span {
  start: number;
  duration: number;
}

/** A task that lasts longer blocks input, by the part beyond this limit. */
const LONG_MS = 50;

/** Total Blocking Time: the blocking parts of long tasks after the first paint. web.dev/articles/tbt */
export const blockingTime = (tasks: readonly Span[], firstPaint: number): number =>
  tasks
    // a task that the paint interrupts counts from the paint on
    .map(({ start, duration }) => start + duration - Math.max(start, firstPaint))
    .reduce((sum, duration) => sum + Math.max(0, duration - LONG_MS), 0);

export interface Shift {
  at: number;
  value: number;
}

const SESSION_GAP_MS = 1_000;
const SESSION_MS = 5_000;

/** Cumulative Layout Shift: the largest session of shifts. web.dev/articles/cls */
export function layoutShift(shifts: readonly Shift[]): number {
  let [largest, session, startedAt, last] = [0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at, value } of shifts) {
    if (at - last >= SESSION_GAP_MS || at - startedAt >= SESSION_MS) {
      session = 0;
      startedAt = at;
    }
    session += value;
    last = at;
    largest = Math.max(largest, session);
  }
  return largest;
}

/** A request of a page, with the addresses of the files that caused it, as far as the browser knows. */
export interface Caused {
  url: string;
  start: number;
  /** When the first byte of its answer came. */
  answered: number;
  causes: readonly string[];
}

/**
 * Serial round trips: the longest chain in which each request starts after the answer to the one before began to come,
 * and that one caused it. The answer's beginning counts, not its end: a parser finds files in a page that still comes.
 * A chain through data (an answer that names a picture) is known only as far as the browser names the script.
 */
export function roundTrips(requests: readonly Caused[]): number {
  const depths = new Map<string, { depth: number; answered: number }>();
  for (const { url, start, answered, causes } of requests.toSorted((a, b) => a.start - b.start)) {
    const before = causes.map((cause) => depths.get(cause)).filter((cause) => cause && cause.answered <= start);
    const depth = 1 + Math.max(0, ...before.map((cause) => cause?.depth ?? 0));
    if (!depths.has(url)) depths.set(url, { depth, answered });
  }
  return Math.max(0, ...[...depths.values()].map(({ depth }) => depth));
}
