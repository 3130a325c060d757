import type { FieldError } from '@boutique/contracts/problems';
import type { Release } from '@boutique/contracts/release';
import { reasonOfEnd, startHost } from './start-host.ts';

/** For the start of the process and all pages in both languages. */
const CHECK_MS = 10_000;

export interface EntryToCheck {
  release: Pick<Release, 'name' | 'routes' | 'widgets'>;
  source: string;
}

/**
 * Loads a release's server entry as gateways do, and renders what it declares with the contract's example data.
 * @param script the built `check/main.tsx`
 * @returns the faults; `chemin` is the place in `release.json`
 */
export function checkServerEntry(script: string, { release, source }: EntryToCheck): Promise<FieldError[]> {
  const child = startHost(script);
  const reason = reasonOfEnd(child);
  return new Promise<FieldError[]>((resolve) => {
    const fail = (message: string) => resolve([{ chemin: 'server', message }]);
    const timer = setTimeout(() => fail(`its pages do not render within ${CHECK_MS / 1000} s`), CHECK_MS);
    child.on('error', (error) => fail(error.message));
    child.on('exit', () => fail(`its pages do not render: ${reason()}`));
    child.on('message', (message: { ready: true } | { faults: FieldError[] }) => {
      if ('ready' in message)
        child.send({ release: { name: release.name, routes: release.routes, widgets: release.widgets }, source });
      else {
        clearTimeout(timer);
        resolve(distinct(message.faults));
      }
    });
  }).finally(() => child.kill('SIGKILL'));
}

/** Both languages usually have the same fault. */
const distinct = (faults: readonly FieldError[]): FieldError[] => [
  ...new Map(faults.map((fault) => [`${fault.chemin} ${fault.message}`, fault])).values(),
];
