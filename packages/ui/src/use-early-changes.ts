import { type RefObject, useEffectEvent, useLayoutEffect } from 'react';
import { useHydrated } from './use-hydrated.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Tells which controls, of a form or one alone, the visitor changed before the page was hydrated: React keeps their
 * values in the page, but reports no change.
 */
export function useEarlyChanges<Root extends HTMLElement>(
  root: RefObject<Root | null>,
  tell: (control: Root extends Control ? Root : Control) => void,
): void {
  const wasHydrated = useHydrated();
  const tellEarly = useEffectEvent(() => {
    if (wasHydrated || !root.current) return;
    for (const control of [root.current, ...root.current.querySelectorAll<Control>('input, select, textarea')]) {
      if (isChanged(control)) tell(control as Root extends Control ? Root : Control);
    }
  });
  // before the first render after hydration, which would put the state's value back
  useLayoutEffect(() => tellEarly(), []);
}

function isChanged(control: Element): boolean {
  if (control instanceof HTMLSelectElement) {
    return [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  }
  if (control instanceof HTMLInputElement) {
    const { type, checked, defaultChecked, value, defaultValue } = control;
    return type === 'checkbox' || type === 'radio' ? checked !== defaultChecked : value !== defaultValue;
  }
  return control instanceof HTMLTextAreaElement && control.value !== control.defaultValue;
}
