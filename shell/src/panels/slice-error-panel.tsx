import { Link, useRevalidator, useRouteError } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useOnline } from '@boutique/ui/use-online';
import { useEffect, useEffectEvent, useRef } from 'react';
import { SliceError } from '../slices/slice-error.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './panels.module.css';

const tones = { offline: 'hors-ligne', slow: 'hors-ligne', down: 'absent', broken: 'absent' } as const;

/**
 * Takes the place of a page whose slice does not answer or throws. The rest of the shop still works. When the network
 * comes back, or what was slow has arrived, the panel retries by itself.
 */
export function SliceErrorPanel({ slice }: { slice: string }) {
  const { slice: faces, retry, retrying: tryingAgain, shop, toHome } = useTexts();
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const online = useOnline();
  useEffect(() => console.warn(`[boutique] ${String(error)}`), [error]);
  useOnReconnect(online, () => void revalidate());
  useOnArrival(error, () => void revalidate());
  const retrying = state === 'loading';
  const face = error instanceof SliceError ? (!online ? 'offline' : error.arriving ? 'slow' : 'down') : 'broken';
  const { title, text } = faces[face];
  return (
    <div className={styles.place}>
      <title>{`${title} – ${shop}`}</title>
      <StatePanel
        tone={tones[face]}
        heading="h1"
        title={title}
        actions={
          <>
            <Button onClick={() => void revalidate()} disabled={retrying}>
              {retrying ? tryingAgain : retry}
            </Button>
            <Link to="/" className={buttonClass({ variant: 'secondary' })}>
              {toHome}
            </Link>
          </>
        }
      >
        <p>{text}</p>
        <p className={styles.detail}>
          {faces.concerned} <code>{slice}</code>
        </p>
      </StatePanel>
    </div>
  );
}

function useOnReconnect(online: boolean, onReconnect: () => void): void {
  const wasOnline = useRef(online);
  const reconnected = useEffectEvent(onReconnect);
  useEffect(() => {
    if (online && !wasOnline.current) reconnected();
    wasOnline.current = online;
  }, [online]);
}

function useOnArrival(error: unknown, onArrival: () => void): void {
  const arrived = useEffectEvent(onArrival);
  useEffect(() => {
    let isShown = true;
    const retry = () => isShown && arrived();
    if (error instanceof SliceError) error.arriving?.then(retry, retry);
    return () => {
      isShown = false;
    };
  }, [error]);
}
