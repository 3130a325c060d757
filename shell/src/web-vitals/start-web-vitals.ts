import type { createRouter } from '../router.tsx';
import { observePageView } from './page-view.ts';

/** Measures this page view. What measures it is loaded once the page has settled, and costs its first paint nothing. */
export function startWebVitals(router: ReturnType<typeof createRouter>): void {
  const view = observePageView(router);
  const start = async () => {
    try {
      const { reportPageView } = await import('./report-page-view.ts');
      reportPageView(view);
    } catch {
      // a page that nobody measures is as good as any other
    }
  };
  // Safari has no idle callback
  const whenIdle = () => (window.requestIdleCallback ?? setTimeout)(start);
  if (document.readyState === 'complete') whenIdle();
  else window.addEventListener('load', whenIdle, { once: true });
}
