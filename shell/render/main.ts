import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import { type EvaluatedSlice, evaluateSlice } from '@boutique/rendering/evaluate-slice';
import { leaveNothing } from '@boutique/rendering/leave-nothing';
import type { HostMessage, PartFailure, RenderedMessage, RenderMessage } from './protocol.ts';
import { MESSAGE_LENGTH, renderPage } from './render-page.tsx';

/** More than canaries and overrides combine to at one time. */
const MAX_SITES = 30;
/** A slow leak ends the process, and the gateway starts another one. */
const MAX_RSS = 192 * 2 ** 20;

const own = process;
const { send, exit, memory } = leaveNothing();
const sources = new Map<string, string>();
/** By path of the release and language. */
const evaluated = new Map<string, Promise<EvaluatedSlice>>();
const sites = new Map<string, DiscoveryDocument>();

function siteOf({ key, json }: RenderMessage['discovery']): DiscoveryDocument {
  const known = sites.get(key) ?? (JSON.parse(json) as DiscoveryDocument);
  sites.delete(key);
  sites.set(key, known);
  const [oldest] = sites.keys();
  if (sites.size > MAX_SITES && oldest !== undefined) sites.delete(oldest);
  return known;
}

function evaluate(base: string, locale: RenderMessage['page']['locale']): Promise<EvaluatedSlice> {
  const key = `${base} ${locale}`;
  const source = sources.get(base);
  if (source === undefined) return Promise.reject(new Error(`${base} was not loaded`));
  const slice = evaluated.get(key) ?? evaluateSlice(source, base, locale);
  evaluated.set(key, slice);
  return slice;
}

async function render(message: RenderMessage): Promise<RenderedMessage> {
  const ready = new Map<string, EvaluatedSlice>();
  const failures: PartFailure[] = [];
  const evaluateOne = async ([slice, base]: [string, string]) => {
    try {
      ready.set(slice, await evaluate(base, message.page.locale));
    } catch (error) {
      failures.push({ slice, message: String(error).slice(0, MESSAGE_LENGTH) });
    }
  };
  const releases = Object.entries(message.releases);
  await Promise.all(releases.map(evaluateOne));
  const sliceOf = (stack: string) => {
    const base = /release:(\/remotes\/[^/]+\/[^/]+\/)/.exec(stack)?.[1];
    return releases.find(([, own]) => own === base)?.[0];
  };
  try {
    const rendered = await renderPage(message, { discovery: siteOf(message.discovery), evaluated: ready, sliceOf });
    return { ...rendered, failures: [...failures, ...rendered.failures] };
  } catch (error) {
    return { id: message.id, failures, error: String((error as Error)?.stack ?? error).slice(0, 1_000) };
  }
}

own.on('message', (message: HostMessage) => {
  if (message.type === 'load') sources.set(message.base, message.source);
  else if (message.type === 'forget') {
    for (const base of message.bases) {
      sources.delete(base);
      for (const locale of ['fr', 'en']) evaluated.delete(`${base} ${locale}`);
    }
  } else
    void render(message).then((rendered) => {
      send(rendered);
      if (memory() > MAX_RSS) exit();
    });
});
send({ ready: true });
