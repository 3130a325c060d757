import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './removed-ligne.module.css';

/** How long the removal can be undone, in milliseconds; longer while pointer or keyboard are on the button. */
const UNDO_MS = 8_000;

interface Props {
  nom: string;
  onUndo: () => void;
  /** Called when the time is over. */
  onEnd: () => void;
}

/** Says that a product was removed, and takes the focus, because the focused line is gone. */
export function RemovedLigne({ nom, onUndo, onEnd }: Props) {
  const { panier: texts } = useTexts();
  const notice = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const end = useEffectEvent(() => {
    const used = notice.current?.matches(':hover') || button.current?.matches(':focus-visible');
    if (!used) onEnd();
    return used;
  });
  useEffect(() => {
    button.current?.focus({ preventScroll: true });
    const timer = setInterval(() => end() || clearInterval(timer), UNDO_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div ref={notice} className={styles.notice}>
      <p>{texts.removed(nom)}</p>
      <Button ref={button} variant="secondary" size="sm" aria-label={texts.undoOf(nom)} onClick={onUndo}>
        <Icon name="return" size={18} />
        {texts.undo}
      </Button>
    </div>
  );
}
