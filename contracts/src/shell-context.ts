import type { ComponentType } from 'react';
import type { ApiClient } from './client.ts';
import type { Langue } from './common.ts';
import type { Compte } from './comptes.ts';

/**
 * Version of the agreement between shell and slices (slice.ts, the facade with its query keys, the events). Raised by a
 * breaking change.
 */
export const CONTRACT_VERSION = 2;

/** What the shell hands down to every slice; standalone slices build their own. */
export interface ShellContext {
  locale: Langue;
  /** The signed-in visitor; null for a guest, undefined until the API has said who is there. */
  session: Compte | null | undefined;
  /**
   * To be called by who has signed somebody in, up or out, or changed the account, with what the API answered: cart,
   * favourites and the like are read anew, here and in the other tabs.
   */
  setSession(compte: Compte | null): void;
  api: ApiClient;
  /** The widget of that name, the same promise each time; null when no slice in service offers it. */
  loadWidget(name: string): Promise<ComponentType<never>> | null;
  /** What `loadWidget` had for that name threw: `loadWidget` has another promise for it when another release can stand in. */
  replaceWidget?(name: string, failed: Promise<ComponentType<never>>, error: unknown): void;
}
