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
  const tellEarly = useEffectEvent((control: Control) => tell(control as Root extends Control ? Root : Control));
  const readEarly = useEffectEvent(() => {
    if (wasHydrated || !root.current) return;
    const changed = [root.current, ...root.current.querySelectorAll<Control>('input, select, textarea')]
      .filter(isChanged)
      .map((control) => ({ control, chosen: choiceOf(control) }));
    // the router navigates only after all layout effects; a render meanwhile puts the state's value back
    queueMicrotask(() => {
      for (const { control, chosen } of changed) {
        Object.assign(control, chosen);
        tellEarly(control);
      }
    });
  });
  useLayoutEffect(() => readEarly(), []);
}

const isCheckable = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

const choiceOf = (control: Control) => (isCheckable(control) ? { checked: control.checked } : { value: control.value });

function isChanged(control: Element): control is Control {
  if (control instanceof HTMLSelectElement) {
    return [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  }
  if (control instanceof HTMLInputElement) {
    const { checked, defaultChecked, value, defaultValue } = control;
    return isCheckable(control) ? checked !== defaultChecked : value !== defaultValue;
  }
  return control instanceof HTMLTextAreaElement && control.value !== control.defaultValue;
}
