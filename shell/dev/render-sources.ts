import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Langue } from '@boutique/contracts/common';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import type { SliceModule } from '@boutique/contracts/slice';
import type { EvaluatedSlice } from '@boutique/rendering/evaluate-slice';
import { createServerModuleRunner, isCSSRequest, type ViteDevServer } from 'vite';
import type { ModuleRunner } from 'vite/module-runner';
import type { RenderedMessage, RenderMessage } from '../render/protocol.ts';
import type { RenderedPage } from '../server/compose-page.ts';
import { factsOf, type PageReleases, usedOf } from '../server/page-releases.ts';

interface PageToRender extends Pick<RenderMessage, 'page' | 'url' | 'answers'> {
  releases: PageReleases;
}

/** The module shell/render/render-page.tsx. */
interface PageRenderer {
  renderPage(
    message: RenderMessage,
    site: {
      discovery: DiscoveryDocument;
      evaluated: ReadonlyMap<string, EvaluatedSlice>;
      sliceOf: (stack: string) => string | undefined;
    },
  ): Promise<RenderedMessage>;
}

/** The stylesheet that sets the order of the layers. */
const BASE_STYLES = '@boutique/ui/base.css';

/**
 * Renders pages from the sources of shell and slices. Each page has a module runner of its own: so it shows the sources
 * as they are now, and has the texts of one language. Vite keeps what it has transformed until a file changes.
 */
export function createSourceRenderer({ server, workspace }: { server: ViteDevServer; workspace: string }) {
  const { config, environments } = server;
  const sourceOf = (slice: string) => path.join(workspace, `mfe-${slice}`, 'src/exposes/slice.ts');

  return async ({
    page,
    url,
    releases,
    answers,
  }: PageToRender): Promise<Omit<RenderedPage, 'data' | 'isPartial'> | undefined> => {
    const runner = createServerModuleRunner(environments.ssr, {
      hmr: false,
      sourcemapInterceptor: 'prepareStackTrace',
    });
    let stacks: string[] = [];
    const note = (error: unknown) => stacks.push(String((error as Error)?.stack ?? error));

    const evaluateAll = async (): Promise<ReadonlyMap<string, EvaluatedSlice>> => {
      const evaluated = new Map<string, EvaluatedSlice>();
      for (const { name } of usedOf(releases)) {
        // a slice of another repository is rendered by the browser
        if (!existsSync(sourceOf(name))) continue;
        try {
          evaluated.set(name, await evaluate(await runner.import<SliceModule>(sourceOf(name)), page.locale, note));
        } catch (error) {
          note(error);
        }
      }
      return evaluated;
    };

    const render = async () => {
      stacks = [];
      const { renderPage } = await runner.import<PageRenderer>(path.join(config.root, 'render/render-page.tsx'));
      const { key, discovery: json } = factsOf(releases);
      return renderPage(
        { type: 'render', id: 0, page, url, discovery: { key, json }, releases: {}, answers },
        {
          discovery: JSON.parse(json),
          evaluated: await evaluateAll(),
          sliceOf(stack) {
            note(stack);
            return undefined;
          },
        },
      );
    };

    try {
      let rendered = await render();
      // a part may have waited for modules that Vite had to transform first; now they are there
      if (rendered.failures.length > 0) rendered = await render();
      if (!rendered.page) return undefined;
      const base = await environments.ssr.pluginContainer.resolveId(BASE_STYLES, path.join(config.root, 'index.html'));
      const styles = new Set([...(base ? [base.id] : []), ...stylesIn(runner)]);
      const elements = await Promise.all([...styles].map((id) => styleOf(runner, id)));
      return { ...rendered.page, style: elements.join('') };
    } catch (error) {
      note(error);
      return undefined;
    } finally {
      for (const stack of new Set(stacks)) {
        config.logger.error(`${url} failed on the server and is left to the browser:\n${stack}`, { timestamp: true });
      }
      await runner.close();
    }
  };
}

/** Does for sources what `evaluateSlice` does for a server entry. */
async function evaluate(
  { routes, widgets, ready }: SliceModule,
  locale: Langue,
  note: (error: unknown) => void,
): Promise<EvaluatedSlice> {
  await ready?.(locale);
  const loaded = Object.entries(widgets).map(async ([widget, load]) => [widget, (await load()).default] as const);
  return {
    widgets: new Map(await Promise.all(loaded)),
    async page(route) {
      const load = routes[route];
      if (!load) throw new Error(`src/exposes/slice.ts has no page for ${route}`);
      try {
        return await load();
      } catch (error) {
        note(error);
        throw error;
      }
    },
  };
}

/** The stylesheets of the modules that the page has imported. */
const stylesIn = ({ evaluatedModules }: ModuleRunner) =>
  [...evaluatedModules.idToModuleMap.keys()].filter((id) => isCSSRequest(id) && !id.includes('?'));

/** A stylesheet as Vite's client in the browser would add it: by its id the client finds it, and replaces its text. */
async function styleOf(runner: ModuleRunner, id: string): Promise<string> {
  const { default: text } = await runner.import<{ default: string }>(`${id}?inline`);
  // would end the element
  return `<style data-vite-dev-id="${id}">${text.replaceAll('</', '<\\/')}</style>`;
}
