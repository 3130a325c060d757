import { useLocation } from '@boutique/facade';
import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the new page, as a page load does: a screen reader starts there, and Tab goes on from there.
 * A change of the query string alone is no new page: who types in a filter keeps the focus.
 */
export function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
