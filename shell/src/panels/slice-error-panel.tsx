import { Link, useRevalidator, useRouteError } from '@boutique/facade';
import { SliceError } from '@boutique/federation/slice-loader';
import { Button, buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useEffect } from 'react';
import styles from './panels.module.css';

/** In the place of a page whose slice does not answer or has thrown. The rest of the shop goes on around it. */
export function SliceErrorPanel({ slice }: { slice: string }) {
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const retrying = state === 'loading';
  useEffect(() => console.warn(`[boutique] ${String(error)}`), [error]);
  return (
    <div className={styles.place}>
      <title>Page momentanément indisponible – Ma Boutique Répartie</title>
      <StatePanel
        tone="absent"
        heading="h1"
        title="Cette page est momentanément indisponible"
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
        <p>
          {error instanceof SliceError
            ? 'La partie de la boutique qui l’affiche ne répond pas. Le reste fonctionne : vous pouvez continuer votre visite.'
            : 'Une erreur est survenue pendant son affichage. Le reste fonctionne : vous pouvez continuer votre visite.'}
        </p>
        <p className={styles.detail}>
          Partie concernée : <code>{slice}</code>
        </p>
      </StatePanel>
    </div>
  );
}
