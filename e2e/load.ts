import { setTimeout as sleep } from 'node:timers/promises';

interface Failure {
  url: string;
  reason: string;
}

/** An address to GET, or a request to send. */
type Asked = string | readonly [url: string, init: RequestInit];

/** Sends `perSecond` requests a second, each of these in turn, until it is stopped. Any answer but a 2xx counts as failed. */
export function startLoad(requests: readonly Asked[], perSecond: number) {
  const failures: Failure[] = [];
  let sent = 0;
  let running = true;
  const pending = new Set<Promise<void>>();
  const ask = async (asked: Asked) => {
    const [url, init] = typeof asked === 'string' ? [asked, {}] : asked;
    try {
      const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
      const body = await answer.text();
      if (!answer.ok) failures.push({ url, reason: `${answer.status} ${body.slice(0, 200)}` });
    } catch (error) {
      const { cause } = error as { cause?: unknown };
      failures.push({ url, reason: String(cause ?? error) });
    }
  };
  const sending = (async () => {
    const started = performance.now();
    while (running) {
      const asked = requests[sent % requests.length] ?? '';
      sent += 1;
      const request = ask(asked).finally(() => pending.delete(request));
      pending.add(request);
      await sleep(Math.max(0, started + (sent * 1000) / perSecond - performance.now()));
    }
    await Promise.all(pending);
  })();
  return {
    failures,
    /** Waits for all answers. @returns the number of requests */
    async stop(): Promise<number> {
      running = false;
      await sending;
      return sent;
    },
  };
}

/** Requests one address again and again from that many clients, until it is stopped. */
export function startBurst(url: string, clients: number) {
  const times: number[] = [];
  let failed = 0;
  let running = true;
  const started = performance.now();
  const client = async () => {
    while (running) {
      const sent = performance.now();
      const ok = await fetch(url).then(
        async (answer) => (await answer.arrayBuffer()) && answer.ok,
        () => false,
      );
      if (ok) times.push(performance.now() - sent);
      else failed += 1;
    }
  };
  const finished = Promise.all(Array.from({ length: clients }, client));
  return {
    async stop(): Promise<{ perSecond: number; p95: number; failed: number }> {
      running = false;
      const seconds = (performance.now() - started) / 1000;
      await finished;
      const sorted = times.toSorted((a, b) => a - b);
      return { perSecond: times.length / seconds, p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN, failed };
    },
  };
}
