import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import * as facade from '@boutique/facade';
import { createInstance, registerGlobalPlugins, satisfy } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime/core';
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';

/** Modules of which all slices use the shell's copy. The versions are those of `sharedModules` in packages/federation. */
const SHARED: Record<string, { version: string; module: object }> = {
  react: { version: react.version, module: react },
  'react/jsx-runtime': { version: react.version, module: jsxRuntime },
  'react-dom': { version: reactDom.version, module: reactDom },
  '@boutique/facade': { version: `${CONTRACT_VERSION}.0.0`, module: facade },
};
const shared = Object.entries(SHARED);

/**
 * A host built with `@module-federation/vite` provides this to containers: the runtime (its option
 * `provideExternalRuntime`), and the shared modules that have been loaded. A container's modules read these when they run.
 */
Object.assign(globalThis, {
  _FEDERATION_RUNTIME_CORE: runtimeCore,
  __mf_module_cache__: {
    share: Object.fromEntries(shared.map(([name, { module }]) => [`default:${name}`, module])),
    remote: {},
  },
});

/** What a container says about a shared module, besides the runtime's own types. */
interface Needed {
  requiredVersion?: string | false;
  /** false: the container has no copy of its own. */
  import?: unknown;
}

/**
 * Refuses a container that needs another version of a shared module, or one that the shell does not share: its `init`
 * throws, so the release does not load. The runtime itself would only warn. Each container makes an instance of the
 * runtime with the slice's name.
 */
registerGlobalPlugins([
  {
    name: 'boutique:strict-versions',
    beforeInit(args) {
      const { name: slice, shared: needs = {} } = args.userOptions;
      for (const [name, { shareConfig }] of Object.entries(needs).flatMap(([key, all]) =>
        [all].flat().map((one) => [key, one] as const),
      )) {
        const { requiredVersion: range, import: copy }: Needed = shareConfig ?? {};
        const version = SHARED[name]?.version;
        if (version ? range && !satisfy(version, range) : copy === false)
          throw new Error(`${slice} needs ${name} ${range}, the shell has ${version ?? 'none'}`);
      }
      return args;
    },
  },
]);

/** Loads containers by their names. */
export const federation = createInstance({
  name: 'shell',
  remotes: [],
  shared: Object.fromEntries(
    shared.map(([name, { version, module }]) => [
      name,
      { version, lib: () => module, shareConfig: { singleton: true, requiredVersion: `^${version}` } },
    ]),
  ),
});
