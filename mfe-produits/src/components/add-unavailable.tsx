import { Button } from '@boutique/ui/button';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './add-unavailable.module.css';

/** Replaces the add-to-cart widget while no slice offers it. On a card the reason is a tooltip, also for screen readers. */
export function AddUnavailable({ compact }: { compact: boolean }) {
  const { product } = useTexts();
  const id = useId();
  if (compact) {
    return (
      <>
        <Button size="sm" variant="secondary" wide disabled aria-describedby={id} title={product.addUnavailable}>
          {product.addShort}
        </Button>
        <VisuallyHidden>
          <span id={id}>{product.addUnavailable}</span>
        </VisuallyHidden>
      </>
    );
  }
  return (
    <div className={styles.frame}>
      <Button wide size="lg" disabled aria-describedby={id}>
        {product.add}
      </Button>
      <p id={id} className={styles.reason}>
        {product.addUnavailable}
      </p>
    </div>
  );
}
