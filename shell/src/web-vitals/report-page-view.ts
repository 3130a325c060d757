import type { PageLoad, PageView, WebVital } from '@boutique/contracts/web-vitals';
import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import type { ObservedPage } from './page-view.ts';

/** The contract's bound: a tab left open for hours can have it all. */
const MAXIMUM = 600_000;

/**
 * Reports each time that the page is hidden, the last moment that a browser promises, what was not reported yet. A vital
 * goes out once: a histogram cannot take the first of two values back. The answer stops reporting.
 */
export function reportPageView({ route, ownerAt, takeLoads }: ObservedPage): () => void {
  const measured = new Map<string, MetricType>();
  const reported = new Set<string>();
  let traced = false;
  for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
    // all changes: of an interaction just before the page is hidden, the library's final report would know nothing yet
    observe((metric: MetricType) => measured.set(metric.name, metric), { reportAllChanges: true });
  }

  const takeVitals = (): WebVital[] =>
    [...measured.values()]
      .filter(({ name }) => !reported.has(name))
      .map(({ name, value, entries }) => {
        reported.add(name);
        // the slice that was shown when it happened: another may have followed it in the same page
        return { ...ownerAt(entries[0]?.startTime ?? 0), name, value: Math.min(value, MAXIMUM) };
      });

  const takePage = (): PageLoad | undefined => {
    const traceparent = document.querySelector<HTMLMetaElement>('meta[name="traceparent"]')?.content;
    if (!traceparent || traced) return undefined;
    traced = true;
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const instant = (time: number) => new Date(performance.timeOrigin + time).toISOString();
    return { traceparent, route, start: instant(0), end: instant(navigation?.loadEventEnd || performance.now()) };
  };

  const reportHidden = () => {
    if (document.visibilityState !== 'hidden') return;
    const page = takePage();
    const view: PageView = { vitals: takeVitals(), loads: takeLoads(), ...(page && { page }) };
    if (view.vitals.length + view.loads.length === 0 && !page) return;
    navigator.sendBeacon('/api/web-vitals', new Blob([JSON.stringify(view)], { type: 'application/json' }));
  };
  // on window, where it bubbles to: web-vitals, which captures it, has its last values by then
  window.addEventListener('visibilitychange', reportHidden);
  return () => window.removeEventListener('visibilitychange', reportHidden);
}
