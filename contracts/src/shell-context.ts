import type { ComponentType } from 'react';
import type { ApiClient } from './client.ts';
import type { Langue } from './common.ts';
import type { Utilisateur } from './utilisateurs.ts';

/** What the shell hands down to every slice; standalone slices build their own. */
export interface ShellContext {
  locale: Langue;
  /** The signed-in visitor; null for a guest. */
  session: Utilisateur | null;
  api: ApiClient;
  /** The widget of that name, the same promise each time; null when no slice in service offers it. */
  loadWidget(name: string): Promise<ComponentType<never>> | null;
}
