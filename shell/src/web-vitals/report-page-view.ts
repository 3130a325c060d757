import type { PageLoad, PageView, WebVital } from '@boutique/contracts/web-vitals';
import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import { sendReport } from '../send-report.ts';
import type { ObservedPage } from './page-view.ts';

/** The contract's limit; a tab left open for hours can exceed it. */
const MAXIMUM = 600_000;

/**
 * Reports all unreported values each time that the page is hidden, the last moment that browsers guarantee. Each vital
 * is reported only once, because a histogram cannot remove an earlier value. Returns a function that stops reporting.
 */
export function reportPageView({ route, ownerAt, takeLoads }: ObservedPage): () => void {
  const measured = new Map<string, MetricType>();
  const reported = new Set<string>();
  let traced = false;
  for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
    // all changes: the library's final report would miss an interaction just before the page is hidden
    observe((metric: MetricType) => measured.set(metric.name, metric), { reportAllChanges: true });
  }

  const takeVitals = (): WebVital[] =>
    [...measured.values()]
      .filter(({ name }) => !reported.has(name))
      .map(({ name, value, entries }) => {
        reported.add(name);
        // the slice shown at that time: the page may show another one by now
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
    sendReport('/api/web-vitals', view);
  };
  // listen on window, which the event reaches last: web-vitals captures it earlier and then has its last values
  window.addEventListener('visibilitychange', reportHidden);
  return () => window.removeEventListener('visibilitychange', reportHidden);
}
