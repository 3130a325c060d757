import { useSyncExternalStore } from 'react';
import { setPreference } from '../layout/preference.ts';

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const isOn = () => /(?:^|; )inspector=1(?:;|$)/.test(document.cookie);

/** Switches the release inspector on or off in this browser. */
export function switchInspector(on: boolean): void {
  setPreference('inspector', on ? '1' : null);
  for (const listener of listeners) listener();
}

/** Whether this browser shows the release inspector. */
export const useInspectorChoice = (): boolean => useSyncExternalStore(subscribe, isOn, () => false);
