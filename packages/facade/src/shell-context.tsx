import type { ShellContext } from '@boutique/contracts/shell-context';
import { createContext, use } from 'react';

const Context = createContext<ShellContext | null>(null);

/** Hands the shell's context down; a slice that runs alone provides its own. */
export const ShellProvider = Context.Provider;

/** The locale, session and API client of this visitor. */
export function useShell(): ShellContext {
  const shell = use(Context);
  if (!shell) throw new Error('useShell() outside <ShellProvider>: wrap the page with ShellProvider');
  return shell;
}
