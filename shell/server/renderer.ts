import { type Release, releaseBase } from '@boutique/contracts/release';
import { reasonOfEnd, startHost } from '@boutique/rendering/start-host';
import type { Logger } from 'pino';
import type { HostMessage, PageHtml, RenderedMessage, RenderMessage } from '../render/protocol.ts';

/** The longest that a page waits to be rendered, its turn included. Then it is left to the browser. */
const PATIENCE_MS = 300;
/** After this time the process is ended: it hangs. Long enough for a machine that is busy with something else. */
const HANG_MS = 1_500;
/** The same when the process has to compile a release first. */
const FIRST_HANG_MS = 4_000;
const START_MS = 5_000;
/** Pause before a process that did not start is started again. */
const START_REST_MS = 5_000;
/** After this time a release whose server entry failed is tried again. */
const REST_MS = 5 * 60_000;
/** Releases that the process keeps: those in service, their canaries, and a few overrides. */
const MAX_LOADED = 16;

/** What a page needs to be rendered. */
export type RenderRequest = Omit<RenderMessage, 'type' | 'id' | 'releases'> & {
  /** The release of each slice that this page uses, with its server entry. */
  releases: readonly { release: Release; source: Buffer }[];
};

/** A release whose server entry failed in this page. */
export interface ServerFailure {
  release: Release;
  message: string;
}

export interface RenderResult {
  /** Absent when the browser has to render the page. */
  page?: PageHtml;
  failures: ServerFailure[];
}

interface Options {
  /** The renderer's built script. */
  script: string;
  log: Logger;
}

export type Renderer = ReturnType<typeof createRenderer>;

/**
 * Renders pages in a process of its own, because slices' code runs there: without environment, files, programs and
 * threads (Node's permission model), with a bounded heap, and killed when a page takes too long. Whatever happens
 * there, the answer is at worst a page that the browser renders.
 */
export function createRenderer({ script, log }: Options) {
  /** Releases whose server entry failed, and why. */
  const resting = new Map<string, { until: number; message: string }>();
  let host: Host | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** Until then no page is rendered. */
  let restUntil = 0;

  const failureOf = ({ release }: RenderRequest['releases'][number]): ServerFailure | undefined => {
    const base = releaseBase(release);
    const rest = resting.get(base);
    if (rest && rest.until >= performance.now()) return { release, message: rest.message };
    resting.delete(base);
    return undefined;
  };
  const isResting = ({ release }: RenderRequest['releases'][number]) => resting.has(releaseBase(release));

  /**
   * A page ended the process. Finds the guilty releases by rendering the same page with one release at a time, in
   * processes of their own. Then starts a process that has compiled the others, so that no page waits for that.
   */
  const findGuilty = async (request: RenderRequest): Promise<void> => {
    const good: RenderRequest['releases'][number][] = [];
    for (const one of request.releases) {
      const base = releaseBase(one.release);
      const trial = createHost(script);
      try {
        await trial.render({ ...request, releases: [one] });
        good.push(one);
      } catch (error) {
        const { name: slice, version } = one.release;
        const { message } = error as Error;
        log.warn({ slice, version, reason: message }, 'the release cannot be rendered: left to the browser');
        resting.set(base, { until: performance.now() + REST_MS, message });
      } finally {
        trial.end();
      }
    }
    if (closed) return;
    const next = createHost(script);
    host = next;
    await next.render({ ...request, releases: good }).catch(() => next.end());
  };

  const renderInTurn = async (
    request: RenderRequest,
    isGivenUp: () => boolean,
  ): Promise<RenderedMessage | undefined> => {
    if (closed || isGivenUp() || performance.now() < restUntil) return undefined;
    if (!host || host.hasEnded()) host = createHost(script);
    const current = host;
    try {
      return await current.render(request);
    } catch (error) {
      if (closed || error instanceof EndedError) return undefined;
      log.warn({ reason: (error as Error).message, url: request.url }, 'the renderer is started anew');
      current.end();
      if (error instanceof StartError) restUntil = performance.now() + START_REST_MS;
      else {
        restUntil = Number.POSITIVE_INFINITY;
        void findGuilty(request).finally(() => {
          restUntil = 0;
        });
      }
      return undefined;
    }
  };

  /** Renders when it is this page's turn; undefined when that takes too long. */
  const renderSoon = async (request: RenderRequest): Promise<RenderedMessage | undefined> => {
    // it seems to hang: the others need not wait for the end of it
    if ((host && host.busyMs() > PATIENCE_MS) || performance.now() < restUntil) return undefined;
    let isGivenUp = false;
    const mine = turn.then(() => renderInTurn(request, () => isGivenUp));
    turn = mine;
    let timer: NodeJS.Timeout | undefined;
    const givenUp = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, undefined);
    });
    const rendered = await Promise.race([mine, givenUp]);
    clearTimeout(timer);
    isGivenUp = true;
    return rendered;
  };

  return {
    async render(request: RenderRequest): Promise<RenderResult> {
      const failures = request.releases.flatMap((one) => failureOf(one) ?? []);
      const releases = request.releases.filter((one) => !isResting(one));
      const rendered = await renderSoon({ ...request, releases });
      if (!rendered) return { failures };
      if (rendered.error) log.warn({ reason: rendered.error, url: request.url }, 'a page could not be rendered');
      for (const { slice, message } of rendered.failures) {
        const release = releases.find((one) => one.release.name === slice)?.release;
        if (release) failures.push({ release, message });
        log.warn({ slice, version: release?.version, reason: message }, 'a part of a page is left to the browser');
      }
      return { ...(rendered.page && { page: rendered.page }), failures };
    },
    /** The process, for its memory and CPU. */
    pid: (): number | undefined => host?.pid,
    close(): void {
      closed = true;
      host?.end();
    },
  };
}

/** The process did not start: no release is to blame. */
class StartError extends Error {
  override name = 'StartError';
}

/** The process ended by itself, to give memory back. */
class EndedError extends Error {
  override name = 'EndedError';
}

type Host = ReturnType<typeof createHost>;

/** One renderer process, which renders one page at a time. */
function createHost(script: string) {
  const child = startHost(script);
  const reason = reasonOfEnd(child);
  const loaded = new Set<string>();
  let ended: Error | undefined;
  let isReady = false;
  let onEnd = (_error: Error) => {};
  let onMessage = (_message: RenderedMessage | { ready: true }): unknown => undefined;
  let count = 0;
  let busySince: number | undefined;
  child.on('message', (message) => onMessage(message as RenderedMessage));
  const end = (reason: string, isByItself = false) => {
    ended ??= new (isByItself ? EndedError : isReady ? Error : StartError)(reason);
    onEnd(ended);
  };
  child.on('error', (error) => end(`the process failed: ${error.message}`));
  child.on('exit', (code) => end(reason(), code === 0));
  const ready = new Promise<void>((resolve, reject) => {
    onEnd = reject;
    onMessage = () => {
      isReady = true;
      resolve();
    };
    setTimeout(() => reject(new StartError('the process did not start in time')), START_MS).unref();
  });
  ready.catch(() => {});

  const send = (message: HostMessage) => void child.send(message, () => {});

  return {
    pid: child.pid,
    hasEnded: () => ended !== undefined,
    /** Since when it renders the present page, in milliseconds; 0 when it does not. */
    busyMs: () => (busySince === undefined ? 0 : performance.now() - busySince),
    end: (): void => {
      end('the process was ended');
      child.kill('SIGKILL');
    },
    /** @throws Error when the process ended or took too long; then it is of no use any more */
    async render({ releases, ...request }: RenderRequest): Promise<RenderedMessage> {
      await ready;
      if (ended) throw ended;
      let isFirst = count === 0;
      for (const { release, source } of releases) {
        const base = releaseBase(release);
        isFirst ||= !loaded.has(base);
        if (!loaded.has(base)) send({ type: 'load', base, source: source.toString() });
        loaded.delete(base);
        loaded.add(base);
      }
      const old = [...loaded].slice(0, -MAX_LOADED);
      if (old.length > 0) send({ type: 'forget', bases: old });
      for (const base of old) loaded.delete(base);
      count += 1;
      const id = count;
      busySince = performance.now();
      let timer: NodeJS.Timeout | undefined;
      try {
        return await new Promise<RenderedMessage>((resolve, reject) => {
          const ms = isFirst ? FIRST_HANG_MS : HANG_MS;
          timer = setTimeout(() => reject(new Error(`no page within ${ms} ms`)), ms);
          onEnd = reject;
          onMessage = (message) => 'id' in message && message.id === id && resolve(message);
          send({
            ...request,
            type: 'render',
            id,
            releases: Object.fromEntries(releases.map(({ release }) => [release.name, releaseBase(release)])),
          });
        });
      } finally {
        clearTimeout(timer);
        busySince = undefined;
      }
    },
  };
}
