import { readStored as readText, writeStored } from '@boutique/facade/storage';
import { useMemo, useSyncExternalStore } from 'react';

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
  writeStored('sessionStorage', name, value === null ? null : JSON.stringify(value));
  for (const listener of listeners) listener();
}

const read = (name: string): string | null => readText('sessionStorage', name);

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
