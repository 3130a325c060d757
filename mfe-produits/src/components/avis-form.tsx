import type { NouvelAvis } from '@boutique/contracts/avis';
import { AVIS, REQUIRED } from '@boutique/contracts/field-rules';
import { useFormPost, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Field } from '@boutique/ui/field';
import { useForm } from '@boutique/ui/use-form';
import { useSentences } from '../texts/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './avis-form.module.css';
import { StarInput } from './star-input.tsx';

interface Props {
  produitId: string;
  onSend: (avis: NouvelAvis) => Promise<unknown>;
}

/** The form for a review. */
export function AvisForm({ produitId, onSend }: Props) {
  const { reviews: texts } = useTexts();
  const { locale } = useShell();
  const { form, posted } = useFormPost('createAvis', { id: produitId });
  const { props, errorOf, message, pending } = useForm({
    rules: { note: REQUIRED, ...AVIS },
    say: useSentences(),
    send: ({ note, titre, texte }) => onSend({ note: Number(note), titre, texte, langue: locale }),
    posted,
    failed: () => texts.failed,
  });
  return (
    <form {...form} {...props} className={styles.form} aria-label={texts.write}>
      <input type="hidden" name="id" value={produitId} />
      <input type="hidden" name="langue" value={locale} />
      <StarInput chosen={Number(posted?.values.note)} error={errorOf('note')} />
      <Field label={texts.titre} error={errorOf('titre')}>
        {(control) => (
          <input name="titre" maxLength={AVIS.titre.max} required defaultValue={posted?.values.titre} {...control} />
        )}
      </Field>
      <Field label={texts.texte} error={errorOf('texte')}>
        {(control) => (
          <textarea
            name="texte"
            rows={5}
            maxLength={AVIS.texte.max}
            required
            defaultValue={posted?.values.texte}
            {...control}
          />
        )}
      </Field>
      <div>
        <Button type="submit" aria-disabled={pending || undefined}>
          {texts.send}
        </Button>
      </div>
      <p role="status" className={styles.failure}>
        {message}
      </p>
    </form>
  );
}
