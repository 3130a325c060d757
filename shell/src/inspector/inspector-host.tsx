import { ErrorBoundary } from '@boutique/facade';
import { lazy, Suspense } from 'react';
import { useInspectorChoice } from './inspector-choice.ts';
import type { PageLogStore } from './page-log.ts';

const Inspector = lazy(() => import('./inspector.tsx'));

/** Loads the release inspector for who has switched it on. Without it the page is as good as before. */
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
