import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { SliceModule } from '@boutique/contracts/slice';
import * as facade from '@boutique/facade';
import { createInstance, registerGlobalPlugins, satisfy } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime/core';
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import { prepareReactRefresh } from './react-refresh.ts';
import type { LoadSlice } from './slice-loader.ts';

/** Modules of which all slices use the shell's copy. The versions are those of `sharedModules` in packages/federation. */
const SHARED: Record<string, { version: string; module: object }> = {
  react: { version: react.version, module: react },
  'react/jsx-runtime': { version: react.version, module: jsxRuntime },
  'react-dom': { version: reactDom.version, module: reactDom },
  '@boutique/facade': { version: `${CONTRACT_VERSION}.0.0`, module: facade },
};

// what a host built with @module-federation/vite provides to its remotes: the runtime, and the modules that have been
// loaded, so that a container's modules have them when they run
Object.assign(globalThis, {
  _FEDERATION_RUNTIME_CORE: runtimeCore,
  __mf_module_cache__: {
    share: Object.fromEntries(Object.entries(SHARED).map(([name, { module }]) => [`default:${name}`, module])),
    remote: {},
  },
});

/**
 * Refuses a container that needs another version of a shared module, or one that the shell does not share: its `init`
 * throws, so the release does not load. Containers themselves check no version of modules that have been loaded. Each
 * container has an instance of the runtime with its slice's name.
 */
registerGlobalPlugins([
  {
    name: 'boutique:strict-versions',
    beforeInit(args) {
      const { name: slice, shared = {} } = args.userOptions;
      for (const [name, shares] of Object.entries(shared)) {
        const version = SHARED[name]?.version;
        for (const { shareConfig = {} } of [shares].flat()) {
          const { requiredVersion: range, import: copy }: { requiredVersion?: string | false; import?: unknown } =
            shareConfig;
          // without a copy of its own, it needs the shell's
          const isFine = version ? !range || satisfy(version, range) : copy !== false;
          if (!isFine) throw new Error(`${slice} needs ${name} ${range}, the shell has ${version ?? 'none'}`);
        }
      }
      return args;
    },
  },
]);

const federation = createInstance({
  name: 'shell',
  remotes: [],
  shared: Object.fromEntries(
    Object.entries(SHARED).map(([name, { version, module }]) => [
      name,
      { version, lib: () => module, shareConfig: { singleton: true, requiredVersion: `^${version}` } },
    ]),
  ),
});
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
  await slice.ready?.(document.documentElement.lang === 'en' ? 'en' : 'fr');
  return slice;
};
