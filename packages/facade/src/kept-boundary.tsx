import { type ReactNode, Suspense, useId, useState } from 'react';

interface Props {
  /** Shown while the children load, if there is no HTML of the server for them. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Marks HTML of the server that React has not taken over yet. */
const MARK = 'data-server-html';

/**
 * A Suspense boundary that keeps the server's HTML until its children can hydrate. React alone would show the fallback
 * instead as soon as a context above the boundary changes, such as the router's when a navigation begins.
 */
export function KeptBoundary({ fallback, children }: Props) {
  const id = useId();
  return (
    <Suspense fallback={<ServerHtml id={id} otherwise={fallback} />}>
      <div className="kept" {...{ [MARK]: id }} ref={removeMark}>
        {children}
      </div>
    </Suspense>
  );
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
  if (typeof document === 'undefined') return undefined;
  const element = document.querySelector(`[${MARK}="${id}"]`);
  return element ? [...element.childNodes] : undefined;
}
