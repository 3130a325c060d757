import type { SliceModule } from '@boutique/contracts/slice';
import { localeOfPage } from '../page.ts';
import { federation } from './federation-host.ts';
import { prepareReactRefresh } from './react-refresh.ts';
import type { LoadSlice } from './slice-loader.ts';

/** Names of the slices that have been registered. */
const registered = new Set<string>();

/**
 * Loads a slice by Module Federation. The federation runtime and the browser's module map both remember a failed load by
 * its URL. So every further attempt uses `<release>/~<n>/`, which the gateway serves from the same files.
 */
export const loadSlice: LoadSlice = async (_name, frontend, number) => {
  const url = new URL(frontend.url, location.origin);
  if (number > 0) {
    if (url.origin === location.origin) url.pathname = url.pathname.replace(/[^/]+$/, `~${number}/$&`);
    else url.searchParams.set('attempt', String(number));
  }
  if (url.origin !== location.origin) await prepareReactRefresh(url.origin);
  const { module } = frontend.extras;
  // another release under the same name replaces the previous one
  federation.registerRemotes([{ name: module, entry: url.href, type: 'module' }], { force: registered.has(module) });
  registered.add(module);
  const slice = await federation.loadRemote<SliceModule>(`${module}/slice`);
  if (!slice?.routes || !slice.widgets) throw new Error(`${url.href} does not expose ./slice with routes and widgets`);
  await slice.ready?.(localeOfPage());
  return slice;
};
