import { SliceError } from './slice-error.ts';
import type { RouteData } from './slice-route.tsx';
import type { Slices } from './slices.ts';

/** Whether the document contains HTML of the server for this widget. */
export const isInServerHtml = (widget: string): boolean =>
  document.querySelector(`[data-server-html] [data-widget="${widget}"]`) !== null;

/**
 * The data of the route that the server has rendered. If no release can be loaded, the promise stays pending: the
 * server's HTML is more than an error panel, and its links work.
 */
export function hydratePage(slices: Slices, slice: string, path: string): RouteData {
  const hasHtml = document.querySelector('[data-server-html] > [data-slice]:not([data-widget])') !== null;
  const load = () => slices.loadPage(slice, path);
  return { coming: hasHtml ? keepHtml(load) : load() };
}

/** Stays pending when a load fails, so that the server's HTML stays. What arrives late, over a slow network, is taken. */
export async function keepHtml<T>(load: () => Promise<T>, first = load()): Promise<T> {
  for (let coming = first; ; coming = load()) {
    try {
      return await coming;
    } catch (error) {
      await (error instanceof SliceError && error.arriving ? error.arriving.catch(() => {}) : new Promise(() => {}));
    }
  }
}
