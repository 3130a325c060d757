import type { WidgetName, WidgetProps } from '@boutique/contracts/widgets';
import { type ComponentType, type ReactNode, Suspense, use } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { useShell } from './shell-context.tsx';

interface Props<Name extends WidgetName> {
  name: Name;
  props: WidgetProps[Name];
  /** Stands in while the widget loads, when no slice offers it, and when it fails. Same size as the widget. */
  fallback: ReactNode;
}

/** Shows a widget of another slice, asked for by name. */
export function Widget<Name extends WidgetName>({ name, props, fallback }: Props<Name>) {
  const loading = useShell().loadWidget(name);
  if (!loading) return fallback;
  return (
    <ErrorBoundary fallback={() => fallback}>
      <Suspense fallback={fallback}>
        <Loaded loading={loading as Promise<ComponentType<WidgetProps[Name]>>} props={props} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Loaded<P extends object>({ loading, props }: { loading: Promise<ComponentType<P>>; props: P }) {
  const Component = use(loading);
  return <Component {...props} />;
}
