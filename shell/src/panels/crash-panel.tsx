import { useRouteError } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useEffect } from 'react';
import styles from './panels.module.css';

/** In the place of one of the shell's own pages that has thrown. */
export function CrashPanel() {
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <div className={styles.place}>
      <title>Erreur – Ma Boutique Répartie</title>
      <StatePanel
        tone="erreur"
        heading="h1"
        title="Une erreur est survenue"
        actions={<Button onClick={() => location.reload()}>Recharger la page</Button>}
      >
        <p>Rechargez la page&nbsp;; si cela se reproduit, revenez dans quelques minutes.</p>
      </StatePanel>
    </div>
  );
}
