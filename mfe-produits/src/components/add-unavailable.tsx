import { Button } from '@boutique/ui/button';
import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './add-unavailable.module.css';

/** Stands in for the add-to-cart widget while no slice offers it. */
export function AddUnavailable() {
  const { product } = useTexts();
  const id = useId();
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
