import { useSyncExternalStore } from 'react';

const subscribe = () => () => {};

/**
 * False on the server and in the first render of its HTML in the browser, true from then on. For what only scripts can
 * do, and for what the server cannot know, such as the hash of the page's address.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
