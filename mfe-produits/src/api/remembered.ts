import { useSyncExternalStore } from 'react';

/**
 * A list of texts in this browser's storage, the newest first. Any other content, for example of an older version, is ignored,
 * and without storage the list is empty.
 */
export const readRemembered = (name: string): string[] => listOf(read(name));

/** The same list, in a component; empty on the server and in the first render of its HTML in the browser. */
export function useRemembered(name: string): string[] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(name),
    () => null,
  );
  return listOf(text);
}

/** A list changes only by the page's own components, which render again anyway. */
const subscribe = () => () => {};

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function listOf(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(name: string, values: readonly string[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(values));
  } catch {
    // the storage is full, or forbidden
  }
}
