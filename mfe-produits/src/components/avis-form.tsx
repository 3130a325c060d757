import type { NouvelAvis } from '@boutique/contracts/avis';
import { useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Field } from '@boutique/ui/field';
import { type FormEvent, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './avis-form.module.css';
import { StarInput } from './star-input.tsx';

interface Props {
  sending: boolean;
  failed: boolean;
  onSubmit: (avis: NouvelAvis) => void;
}

/** A review to write. What is missing is said beside its field, and the first such field gets the focus. */
export function AvisForm({ sending, failed, onSubmit }: Props) {
  const { reviews: texts } = useTexts();
  const { locale } = useShell();
  const form = useRef<HTMLFormElement>(null);
  const [note, setNote] = useState<number>();
  const [missing, setMissing] = useState<readonly string[]>([]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const titre = String(data.get('titre')).trim();
    const texte = String(data.get('texte')).trim();
    const absent = [note === undefined && 'note', !titre && 'titre', !texte && 'texte'].filter(
      (name) => name !== false,
    );
    setMissing(absent);
    if (note === undefined || absent.length > 0) {
      const selector = absent[0] === 'note' ? 'input[type=radio]' : `[name=${absent[0]}]`;
      form.current?.querySelector<HTMLElement>(selector)?.focus();
      return;
    }
    onSubmit({ note, titre, texte, langue: locale });
  };
  const errorOf = (name: string) => (missing.includes(name) ? texts.required : undefined);

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={submit} aria-label={texts.write}>
      <StarInput value={note} onChange={setNote} error={errorOf('note')} />
      <Field label={texts.titre} error={errorOf('titre')}>
        {(control) => <input name="titre" maxLength={120} required {...control} />}
      </Field>
      <Field label={texts.texte} error={errorOf('texte')}>
        {(control) => <textarea name="texte" rows={5} maxLength={2_000} required {...control} />}
      </Field>
      <div>
        <Button
          type="submit"
          aria-disabled={sending || undefined}
          onClick={(event) => sending && event.preventDefault()}
        >
          {texts.send}
        </Button>
      </div>
      <p role="status" className={styles.failure}>
        {failed && texts.failed}
      </p>
    </form>
  );
}
