import { Notice } from '@boutique/ui/notice';
import type { ReactNode } from 'react';
import styles from './form-result.module.css';

/** What became of a form or a button: the failure, or that it is done. Both are announced. */
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
