// @vitest-environment jsdom
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import * as facade from '@boutique/facade';
import { createInstance } from '@module-federation/runtime';
import * as react from 'react';
import { expect, test, vi } from 'vitest';
import './federation-host.ts';

/** Does what a container's `init` does first: it makes an instance of the runtime with what it needs. */
const start = (needs: Record<string, string>, options: object = { import: false }) =>
  createInstance({
    name: 'exemple',
    remotes: [],
    shared: Object.fromEntries(
      Object.entries(needs).map(([name, requiredVersion]) => [
        name,
        {
          version: '1.0.0',
          get: () => Promise.reject(new Error('a container has no copies')),
          shareConfig: { singleton: true, requiredVersion, ...options },
        },
      ]),
    ),
  });

test('a container finds the runtime and the loaded modules where @module-federation/vite looks for them', () => {
  expect(globalThis).toMatchObject({
    _FEDERATION_RUNTIME_CORE: { ModuleFederation: expect.any(Function) },
    __mf_module_cache__: { share: { 'default:react': react, 'default:@boutique/facade': facade } },
  });
});

test('a container whose ranges the shell fulfils starts', () => {
  expect(() => start({ react: `^${react.version}`, '@boutique/facade': `^${CONTRACT_VERSION}.0.0` })).not.toThrow();
});

test('a container that needs another version, or a module that the shell does not share, does not start', () => {
  // the runtime also warns of what a plugin throws
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(() => start({ react: '^18.0.0' })).toThrow(`exemple needs react ^18.0.0, the shell has ${react.version}`);
  expect(() => start({ '@boutique/facade': '^1.0.0' })).toThrow('exemple needs @boutique/facade ^1.0.0');
  expect(() => start({ vue: '^3.0.0' })).toThrow('exemple needs vue ^3.0.0, the shell has none');
});

test('a module that the shell does not share may be a copy of the container’s own, as on a development server', () => {
  expect(() => start({ 'react/jsx-dev-runtime': `^${react.version}` }, {})).not.toThrow();
});
