import { useLocation } from '@boutique/facade';
import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the new page, as a page load does: screen readers and the Tab key start there.
 * A change of only the query string keeps the focus, so that typing in a filter is not interrupted.
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
