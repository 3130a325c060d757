import { useRouteError } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useEffect } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './panels.module.css';

/** Takes the place of one of the shell's own pages when it throws. */
export function CrashPanel() {
  const { crash, reload, shop } = useTexts();
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <div className={styles.place}>
      <title>{`${crash.page} – ${shop}`}</title>
      <StatePanel
        tone="erreur"
        heading="h1"
        title={crash.title}
        actions={<Button onClick={() => location.reload()}>{reload}</Button>}
      >
        <p>{crash.text}</p>
      </StatePanel>
    </div>
  );
}
