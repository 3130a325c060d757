import type { ApiClient } from '@boutique/contracts/client';
import type { ShellContext } from '@boutique/contracts/shell-context';
import type { Slices } from './slices.ts';

/** What slices get from the shell. Texts are French; nobody is signed in until there are accounts. */
export const createShellContext = (api: ApiClient, slices: Slices): ShellContext => ({
  locale: 'fr',
  session: null,
  setSession: () => {},
  api,
  loadWidget: slices.loadWidget,
});
