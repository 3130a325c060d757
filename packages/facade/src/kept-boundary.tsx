import { type ReactNode, Suspense, use, useEffect, useId, useState } from 'react';
import { UNSAFE_DataRouterContext as DataRouterContext } from 'react-router';

interface Props {
  /** Shown while the children load, if there is no HTML of the server for them. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Marks HTML of the server that React has not taken over yet. */
const MARK = 'data-server-html';

/**
 * A Suspense boundary that keeps the server's HTML until its children can hydrate. React alone would show the fallback
 * instead as soon as a context above the boundary changes; and it would show no other page before, because the router
 * navigates in transitions.
 */
export function KeptBoundary({ fallback, children }: Props) {
  const id = useId();
  useGiveUpHydration(id);
  return (
    <Suspense fallback={<ServerHtml id={id} otherwise={fallback} />}>
      <div className="kept" {...{ [MARK]: id }} ref={removeMark}>
        {children}
      </div>
    </Suspense>
  );
}

/**
 * When a navigation begins before the children can hydrate, this update, which is no transition, makes React show the
 * fallback: the transition of the navigation then waits for them no longer.
 */
function useGiveUpHydration(id: string): void {
  const router = use(DataRouterContext)?.router;
  const [, renderAgain] = useState({});
  useEffect(() => {
    const first = router?.state.location;
    return router?.subscribe(({ navigation, location }) => {
      if ((navigation.state !== 'idle' || location !== first) && elementOf(id)) renderAgain({});
    });
  }, [router, id]);
}

/** Runs when React has made or taken over the element. */
const removeMark = (element: Element | null) => element?.removeAttribute(MARK);

/** Shows the server's nodes again, which React is about to remove. Their links and forms work without React. */
function ServerHtml({ id, otherwise }: { id: string; otherwise: ReactNode }) {
  const [nodes] = useState(() => findServerHtml(id));
  if (!nodes) return otherwise;
  return <div className="kept" ref={(element) => element?.replaceChildren(...nodes)} />;
}

function findServerHtml(id: string): ChildNode[] | undefined {
  const element = typeof document === 'undefined' ? null : elementOf(id);
  return element ? [...element.childNodes] : undefined;
}

const elementOf = (id: string): Element | null => document.querySelector(`[${MARK}="${id}"]`);
