import type { Shift, Span } from './figures.ts';

/** What the page records about itself. Times are milliseconds since its navigation began. */
interface Recorded {
  /** The last largest paint: when, and which element. */
  lcp: { at: number; element: string };
  shifts: Shift[];
  longTasks: Span[];
  /** What input caused, of at least 16 ms, the smallest that browsers report. */
  interactions: Span[];
  /** When React had taken over the cart in the header, and the page's heading. NaN until then. */
  headerHydrated: number;
  pageHydrated: number;
}

declare global {
  interface Window {
    bench: Recorded;
  }
}

/** Runs in the page before its own scripts, as source text: it can use nothing from outside itself. */
export function probe(): void {
  const recorded: Recorded = {
    lcp: { at: Number.NaN, element: '' },
    shifts: [],
    longTasks: [],
    interactions: [],
    headerHydrated: Number.NaN,
    pageHydrated: Number.NaN,
  };
  window.bench = recorded;

  const observe = (type: string, add: (entry: PerformanceEntry) => void, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true, ...options });
  const nameOf = (element: Element | null | undefined) => {
    const source = element instanceof HTMLImageElement ? element.currentSrc : '';
    const text = source ? new URL(source).pathname.slice(-40) : (element?.textContent ?? '').trim().slice(0, 40);
    return element ? `${element.localName} “${text}”` : '';
  };
  observe('largest-contentful-paint', (entry) => {
    const { element } = entry as PerformanceEntry & { element?: Element };
    recorded.lcp = { at: entry.startTime, element: nameOf(element) };
  });
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) recorded.shifts.push({ at: entry.startTime, value });
  });
  observe('longtask', ({ startTime, duration }) => recorded.longTasks.push({ start: startTime, duration }));
  observe(
    'event',
    (entry) => {
      const { interactionId } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId) recorded.interactions.push({ start: entry.startTime, duration: entry.duration });
    },
    { durationThreshold: 16 },
  );

  const isReacts = (selector: string) => {
    const element = document.querySelector(selector);
    return element && Object.keys(element).some((key) => /^__react(?:Fiber|Props)\$/.test(key));
  };
  const look = () => {
    if (Number.isNaN(recorded.headerHydrated) && isReacts('[data-widget="MiniPanier"] :is(a, button)')) {
      recorded.headerHydrated = performance.now();
    }
    if (Number.isNaN(recorded.pageHydrated) && isReacts('h1')) recorded.pageHydrated = performance.now();
    if (Number.isNaN(recorded.headerHydrated + recorded.pageHydrated)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
