import vm from 'node:vm';
import type { Langue } from '@boutique/contracts/common';
import { SERVER_BASE_MODULE, type SERVER_MODULES } from '@boutique/contracts/release';
import type { PageModule, SliceModule } from '@boutique/contracts/slice';
import * as facade from '@boutique/facade';
import type { ComponentType } from 'react';
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';

/** The modules that shell and slices share, as in the browser. */
const SHARED: Readonly<Record<(typeof SERVER_MODULES)[number], object>> = {
  react,
  'react/jsx-runtime': jsxRuntime,
  'react-dom': reactDom,
  '@boutique/facade': facade,
};

/** A slice's release, ready to render in one language. */
export interface EvaluatedSlice {
  page(path: string): Promise<PageModule>;
  widgets: ReadonlyMap<string, ComponentType<never>>;
}

/**
 * Runs a server entry: CommonJS, of which the shared modules are the only imports. Each call makes new module state, so
 * releases and languages share none.
 * @param base the path of the release. Stacks contain it, and so a failure is assigned to its release.
 * @throws what the release's code throws
 */
export async function evaluateSlice(source: string, base: string, locale: Langue): Promise<EvaluatedSlice> {
  const run = vm.compileFunction(source, ['exports', 'module', 'require'], { filename: `release:${base}server.cjs` });
  const module = { exports: {} as Partial<SliceModule> };
  run(module.exports, module, (id: string) => (id === SERVER_BASE_MODULE ? base : sharedModule(id)));
  const { routes, widgets, ready } = module.exports;
  if (!routes || !widgets) throw new Error('the server entry does not export routes and widgets');
  await ready?.(locale);
  const loaded = Object.entries(widgets).map(async ([widget, load]) => [widget, (await load()).default] as const);
  const pages = new Map<string, Promise<PageModule>>();
  return {
    widgets: new Map(await Promise.all(loaded)),
    page(path) {
      const load = routes[path];
      if (!load) throw new Error(`the server entry has no page for ${path}`);
      const page = pages.get(path) ?? load();
      pages.set(path, page);
      return page;
    },
  };
}

function sharedModule(id: string): object {
  const shared = Object.hasOwn(SHARED, id) ? SHARED[id as keyof typeof SHARED] : undefined;
  if (!shared) throw new Error(`a server entry cannot import ${id}: only ${Object.keys(SHARED).join(', ')} are there`);
  return shared;
}
