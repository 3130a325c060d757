import { Link, useRevalidator, useRouteError } from '@boutique/facade';
import { SliceError } from '@boutique/federation/slice-loader';
import { Button, buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useOnline } from '../layout/use-online.ts';
import styles from './panels.module.css';

const faces = {
  offline: {
    tone: 'hors-ligne',
    title: 'Vous êtes hors ligne',
    text: 'Cette page n’a pas encore été chargée. Elle s’affichera dès que votre connexion sera revenue.',
  },
  down: {
    tone: 'absent',
    title: 'Cette page est momentanément indisponible',
    text: 'La partie de la boutique qui l’affiche ne répond pas. Le reste fonctionne\u00a0: vous pouvez continuer votre visite.',
  },
  broken: {
    tone: 'absent',
    title: 'Cette page est momentanément indisponible',
    text: 'Une erreur est survenue pendant son affichage. Le reste fonctionne\u00a0: vous pouvez continuer votre visite.',
  },
} as const;

/**
 * In the place of a page whose slice does not answer or has thrown. The rest of the shop goes on around it. When the
 * network comes back, the page is tried again by itself.
 */
export function SliceErrorPanel({ slice }: { slice: string }) {
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const online = useOnline();
  useEffect(() => console.warn(`[boutique] ${String(error)}`), [error]);
  useOnReconnect(online, () => void revalidate());
  const retrying = state === 'loading';
  const { tone, title, text } = faces[error instanceof SliceError ? (online ? 'down' : 'offline') : 'broken'];
  return (
    <div className={styles.place}>
      <title>{`${title} – Ma Boutique Répartie`}</title>
      <StatePanel
        tone={tone}
        heading="h1"
        title={title}
        actions={
          <>
            <Button onClick={() => void revalidate()} disabled={retrying}>
              {retrying ? 'Nouvel essai…' : 'Réessayer'}
            </Button>
            <Link to="/" className={buttonClass({ variant: 'secondary' })}>
              Retour à l’accueil
            </Link>
          </>
        }
      >
        <p>{text}</p>
        <p className={styles.detail}>
          Partie concernée&nbsp;: <code>{slice}</code>
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
