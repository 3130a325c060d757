import { readStored, writeStored } from '@boutique/facade/storage';
import { useSyncExternalStore } from 'react';

/**
 * A list of texts in this browser's storage, the newest first. Any other content, for example of an older version, is ignored.
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

const read = (name: string): string | null => readStored('localStorage', name);

function listOf(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

export const remember = (name: string, values: readonly string[]): void =>
  writeStored('localStorage', name, JSON.stringify(values));
