interface Refresh {
  injectIntoGlobalHook(target: Window): void;
}

type RefreshWindow = Window & { $RefreshReg$?: unknown; $RefreshSig$?: unknown };

/**
 * Sets up the hooks of React Refresh that modules of a Vite dev server expect. The dev server's index.html does this, a
 * built shell does not. A server without React Refresh needs no hooks. Call it before loading the server's first
 * module.
 */
export async function prepareReactRefresh(
  origin: string,
  load = (url: string): Promise<Refresh> => import(/* @vite-ignore */ url),
): Promise<void> {
  const page: RefreshWindow = window;
  if (page.$RefreshReg$) return;
  try {
    const { injectIntoGlobalHook } = await load(`${origin}/@react-refresh`);
    injectIntoGlobalHook(window);
  } catch {
    // the hooks are harmless where nothing calls them
  }
  page.$RefreshReg$ = () => {};
  page.$RefreshSig$ = () => (type: unknown) => type;
}
