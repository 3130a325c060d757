/**
 * Loaded into a process before its own code: at each SIGUSR2 its clock jumps, an hour ahead, then two hours back, then to
 * the right time. As when a system's clock is set, timers and `performance.now` go on.
 */
const HOUR_MS = 3_600_000;
const JUMPS = [0, HOUR_MS, -HOUR_MS];
const RealDate = Date;
let jumps = 0;
const now = () => RealDate.now() + (JUMPS[jumps % JUMPS.length] ?? 0);

globalThis.Date = class extends RealDate {
  constructor(...parts: unknown[]) {
    super(...((parts.length === 0 ? [now()] : parts) as [number]));
  }
  static override now = now;
} as DateConstructor;

process.on('SIGUSR2', () => {
  jumps += 1;
});
