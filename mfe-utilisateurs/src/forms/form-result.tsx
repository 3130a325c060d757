import { Notice } from '@boutique/ui/notice';
import type { ReactNode } from 'react';
import styles from './form-result.module.css';

/** The result of a form or a button: failure or success. Screen readers announce both. */
export function FormResult({ failure, done }: { failure?: ReactNode; done?: ReactNode }) {
  return (
    <>
      {failure && <Notice tone="danger">{failure}</Notice>}
      <div role="status" className={styles.status}>
        {done && <Notice tone="success">{done}</Notice>}
      </div>
    </>
  );
}
