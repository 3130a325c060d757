import type { ComponentType } from 'react';
import type { ApiClient } from './client.ts';
import type { Langue } from './common.ts';
import type { Compte } from './comptes.ts';
import type { Submitted } from './forms.ts';

/** The services of the shell for every slice; a standalone slice builds its own. */
export interface ShellContext {
  locale: Langue;
  /**
   * The time at which the page was rendered, in milliseconds since the epoch. To be used instead of `Date.now()` while
   * rendering, so that the browser's first render equals the server's.
   */
  now: number;
  /** The shop's public scheme and host, for the addresses that search engines and previews read. */
  origin: string;
  /** The signed-in account; null for a guest, undefined until the API has answered. */
  session: Compte | null | undefined;
  /**
   * To be called after signing in, up or out and after a change of the account, with the account that the API answered:
   * cart, favourites and the like are read again, here and in the other tabs.
   */
  setSession(compte: Compte | null): void;
  api: ApiClient;
  /** The form that led to this page without scripts, if one did; `useFormPost` tells each form its own. */
  submitted?: Submitted | undefined;
  /** The widget of that name, always the same promise; null when no slice in service offers it. */
  loadWidget(name: string): Promise<ComponentType<never>> | null;
  /** Reports that a loaded widget threw. `loadWidget` then gives another promise if another release can stand in. */
  replaceWidget?(name: string, failed: Promise<ComponentType<never>>, error: unknown): void;
}
