interface Refresh {
  injectIntoGlobalHook(target: Window): void;
}

type RefreshWindow = Window & { $RefreshReg$?: unknown; $RefreshSig$?: unknown };

/**
 * Modules of a Vite dev server expect the hooks of React Refresh, which its own index.html sets up and a shell that was
 * built does not. A server without React Refresh needs none. To be called before the first of its modules is loaded.
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
