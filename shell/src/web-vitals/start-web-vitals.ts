import type { Router } from '@boutique/facade';
import { observePageView } from './page-view.ts';

/**
 * Measures this page view. The measuring code is loaded when the page is idle, so it does not delay the first paint.
 */
export function startWebVitals(router: Router): void {
  const view = observePageView(router);
  const start = async () => {
    try {
      const { reportPageView } = await import('./report-page-view.ts');
      reportPageView(view);
    } catch {
      // the page works without measurement
    }
  };
  // Safari has no idle callback
  const whenIdle = () => (window.requestIdleCallback ?? setTimeout)(start);
  if (document.readyState === 'complete') whenIdle();
  else window.addEventListener('load', whenIdle, { once: true });
}
