import { ErrorBoundary } from '@boutique/facade';
import { lazy, Suspense } from 'react';
import { useInspectorChoice } from './inspector-choice.ts';
import type { PageLogStore } from './page-log.ts';

const Inspector = lazy(() => import('./inspector.tsx'));

/** Loads the release inspector if it is switched on. If loading fails, the page works without it. */
export function InspectorHost({ log }: { log: PageLogStore }) {
  if (!useInspectorChoice()) return null;
  return (
    <ErrorBoundary fallback={() => null}>
      <Suspense>
        <Inspector log={log} />
      </Suspense>
    </ErrorBoundary>
  );
}
