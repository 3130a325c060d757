import type { Router } from '@boutique/facade';

/** Removes the head that the gateway wrote for one page as soon as the router shows another page. */
export function forgetEntete(router: Router): void {
  const { pathname, search } = router.state.location;
  const stop = router.subscribe(({ location }) => {
    if (location.pathname === pathname && location.search === search) return;
    for (const element of document.querySelectorAll('[data-entete]')) element.remove();
    stop();
  });
}
