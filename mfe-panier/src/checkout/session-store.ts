import { useMemo, useSyncExternalStore } from 'react';

/** The values of a browser without storage. */
const memory = new Map<string, string>();
const listeners = new Set<() => void>();

/** This tab's stored value of that name, which survives reloads; null without a value. */
export const readStored = <Value>(name: string): Value | null => parse<Value>(read(name));

/** The same while rendering: follows all changes in this tab. Null on the server, and while its HTML is hydrated. */
export function useStored<Value>(name: string): Value | null {
  const text = useSyncExternalStore(
    subscribe,
    () => read(name),
    () => null,
  );
  return useMemo(() => parse<Value>(text), [text]);
}

/** Stores a value for this tab; null deletes it. Without storage it lasts until the page is left. */
export function store(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    memory.set(name, JSON.stringify(value));
  }
  for (const listener of listeners) listener();
}

function read(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return memory.get(name) ?? null;
  }
}

function parse<Value>(text: string | null): Value | null {
  try {
    return JSON.parse(text ?? 'null') as Value | null;
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
