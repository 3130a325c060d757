import { type Answer, createApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import { exampleOf } from '@boutique/contracts/example';
import type { FieldError } from '@boutique/contracts/problems';
import { successOf } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import { expandRequest } from '@boutique/contracts/uri-template';
import {
  createMemoryRouter,
  createQueryClient,
  QueryClientProvider,
  RouterProvider,
  ShellProvider,
} from '@boutique/facade';
import { type ComponentType, Suspense } from 'react';
import type { EntryToCheck } from '../check-server-entry.ts';
import { evaluateSlice } from '../evaluate-slice.ts';
import { leaveNothing } from '../leave-nothing.ts';
import { renderToHtml } from '../render-to-html.ts';

const PATIENCE_MS = 500;
/** For every parameter of a path: an id that any of the shop's things may have. */
const EXAMPLE_ID = '019bbb84-c800-7c41-9b52-6d0e83f4a117';

const own = process;
const { send, exit } = leaveNothing();

/** Renders every declared page and every widget with a slot, in both languages. */
async function check({ release, source }: EntryToCheck): Promise<FieldError[]> {
  const faults: FieldError[] = [];
  for (const locale of ['fr', 'en'] as const) {
    try {
      const slice = await evaluateSlice(source, `/remotes/${release.name}/`, locale);
      for (const route of release.routes) {
        const params = Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => [name, EXAMPLE_ID]));
        const url = route.path.replace(/:\w+/g, EXAMPLE_ID).replace(/\/?\*$/, '/x');
        const show = async () => {
          const { Component } = await slice.page(route.path);
          return render(Component, {
            path: route.path,
            url,
            locale,
            answers: answersOf([...route.requests, ...(route.personalRequests ?? [])], { ...params, langue: locale }),
          });
        };
        await note(`routes.${route.path}`, show);
      }
      for (const { name, slot, requests = [] } of release.widgets) {
        const Component = slice.widgets.get(name) as ComponentType | undefined;
        if (!Component) faults.push({ chemin: `widgets.${name}`, message: 'the server entry does not export it' });
        else if (slot)
          await note(`widgets.${name}`, () =>
            render(Component, { path: '*', url: '/', locale, answers: answersOf(requests, { langue: locale }) }),
          );
      }
    } catch (error) {
      faults.push({ chemin: 'server', message: `it cannot be loaded: ${String(error)}` });
    }
  }
  return faults;

  async function note(chemin: string, show: () => Promise<unknown>): Promise<void> {
    try {
      await show();
    } catch (error) {
      faults.push({ chemin, message: `it cannot be rendered on the server: ${String(error)}` });
    }
  }
}

interface View {
  path: string;
  url: string;
  locale: Langue;
  answers: Map<string, Answer & { at: number }>;
}

/** @throws the first error of the component */
async function render(Component: ComponentType, { path, url, locale, answers }: View): Promise<void> {
  const api = createApiClient({ fetch: () => Promise.reject(new Error('there is no network')) });
  const shell = { locale, now: Date.now(), origin: '', session: null, setSession() {}, api, loadWidget: () => null };
  const router = createMemoryRouter([{ path, element: <Component /> }], { initialEntries: [url] });
  const errors: unknown[] = [];
  await renderToHtml(
    <QueryClientProvider client={createQueryClient(api, answers)}>
      <ShellProvider value={shell}>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </ShellProvider>
    </QueryClientProvider>,
    { patienceMs: PATIENCE_MS, digest: '', onError: (error) => errors.push(error) },
  );
  router.dispose();
  if (errors.length > 0) throw errors[0];
}

/** The contract's examples as answers to these requests; a request that the contract does not know has none. */
function answersOf(templates: readonly string[], variables: Record<string, string>): View['answers'] {
  const answers: View['answers'] = new Map();
  for (const template of templates) {
    const url = expandRequest(template, variables);
    const [pathname = ''] = url?.split('?') ?? [];
    const route = allRoutes.find(
      (one) => one.method === 'get' && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    );
    const schema = route && successOf(route).schema;
    if (!url || !schema) continue;
    answers.set(url, {
      status: 200,
      headers: { etag: '"example"', 'x-total-count': '1' },
      body: exampleOf(schema),
      at: Date.now(),
    });
  }
  return answers;
}

own.on('message', (entry: EntryToCheck) => {
  void check(entry).then((faults) => {
    send({ faults });
    setTimeout(exit, 100);
  });
});
send({ ready: true });
