import type { WidgetName, WidgetProps } from '@boutique/contracts/widgets';
import { type ComponentType, type ReactNode, use, useState } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeptBoundary } from './kept-boundary.tsx';
import { useShell } from './shell-context.tsx';

interface Props<Name extends WidgetName> {
  name: Name;
  props: WidgetProps[Name];
  /** Shown when no slice offers the widget, and when it fails. */
  fallback: ReactNode;
  /** Shown while the widget loads, in the same size; by default the fallback. */
  loading?: ReactNode;
}

/** Shows a widget of another slice by name. If it throws, the shell may replace it by that of a fallback release. */
export function Widget<Name extends WidgetName>({
  name,
  props,
  fallback,
  loading: placeholder = fallback,
}: Props<Name>) {
  const { loadWidget, replaceWidget } = useShell();
  const [, renderAgain] = useState({});
  const loading = loadWidget(name);
  const generation = useGeneration(loading);
  if (!loading) return fallback;
  const replace = (error: unknown) => {
    replaceWidget?.(name, loading, error);
    renderAgain({});
  };
  return (
    <ErrorBoundary key={generation} fallback={() => fallback} onError={replace}>
      <KeptBoundary fallback={placeholder}>
        <Loaded loading={loading as Promise<ComponentType<WidgetProps[Name]>>} props={props} />
      </KeptBoundary>
    </ErrorBoundary>
  );
}

function Loaded<P extends object>({ loading, props }: { loading: Promise<ComponentType<P>>; props: P }) {
  const Component = use(loading);
  return <Component {...props} />;
}

/** Counts how often a value has changed. */
function useGeneration(value: unknown): number {
  const [last, setLast] = useState({ value, generation: 0 });
  if (last.value === value) return last.generation;
  const generation = last.generation + 1;
  setLast({ value, generation });
  return generation;
}
