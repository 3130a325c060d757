import type { ShellContext } from '@boutique/contracts/shell-context';
import { createContext, use } from 'react';

const Context = createContext<ShellContext | null>(null);

/** Provides the shell's context; a standalone slice provides its own. */
export const ShellProvider = Context.Provider;

/** The context from the shell: language, session, API client and widgets. @throws Error outside ShellProvider */
export function useShell(): ShellContext {
  const shell = use(Context);
  if (!shell) throw new Error('useShell() outside <ShellProvider>: wrap the page with ShellProvider');
  return shell;
}
