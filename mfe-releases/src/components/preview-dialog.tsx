import { useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { Skeleton } from '@boutique/ui/skeleton';
import { useEffect } from 'react';
import { usePreview } from '../api/deployments.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';
import { useFailureText } from './use-failure-text.ts';

/** The address that shows one release in one browser. */
export function PreviewDialog({ slice, version, onClose }: { slice: string; version: string; onClose: () => void }) {
  const { preview: texts } = useTexts();
  const { origin } = useShell();
  const failed = useFailureText();
  const { mutate: ask, data, error } = usePreview(slice);
  useEffect(() => ask(version), [ask, version]);
  const url = data && origin + data.path;
  return (
    <Dialog title={texts.title(version)} onClose={onClose}>
      <div className={styles.form}>
        <p>{texts.text}</p>
        {error && <Notice tone="danger">{failed(error)}</Notice>}
        {data && !data.signed && <Notice tone="info">{texts.unsigned}</Notice>}
        {url ? (
          <Field label={texts.link}>
            {(control) => <input {...control} readOnly value={url} onFocus={(event) => event.target.select()} />}
          </Field>
        ) : (
          !error && <Skeleton height="4rem" />
        )}
        <DialogActions>
          {url && (
            <a href={url} target="_blank" rel="noreferrer" className={buttonClass()}>
              {texts.open}
            </a>
          )}
          <Button variant="secondary" onClick={onClose}>
            {texts.close}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
