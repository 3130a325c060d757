import type { ApiError } from '@boutique/contracts/client';
import { type Fault, SYNONYME, TERMES } from '@boutique/contracts/field-rules';
import type { Synonyme } from '@boutique/contracts/synonymes';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useSynonymeChanges } from '../api/synonymes.ts';
import { useSentences } from '../texts/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';

const termesOf = (typed: string) =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Several terms, one a line. */
const RULE = {
  fault(typed: string): Fault | 'termes' | undefined {
    const termes = termesOf(typed);
    if (termes.length < TERMES.min || termes.length > TERMES.max) return 'termes';
    return termes.map((terme) => SYNONYME.fault(terme)).find((fault) => fault !== undefined);
  },
};

interface Props {
  /** The group to change; null for a new one. */
  synonyme: Synonyme | null;
  onClose: () => void;
}

/** A group of synonyms, to write or to delete. */
export function SynonymeDialog({ synonyme, onClose }: Props) {
  const { admin, synonyms: texts } = useTexts();
  const { save, remove } = useSynonymeChanges();
  /** The API names the refused term by its place. */
  const explain = ({ code, problem }: ApiError, { termes }: { termes: string }) => {
    if (code === 'version-perimee' || code === 'synonyme-introuvable') return { message: texts.stale };
    const [first] = problem?.erreurs ?? [];
    const refused = termesOf(termes)[Number(first?.chemin.split('.').at(-1))];
    if (refused === undefined) return undefined;
    return { fields: { termes: code === 'synonyme-deja-utilise' ? texts.taken(refused) : texts.refused(refused) } };
  };
  const say = useSentences();
  const { props, errorOf, message, pending } = useForm({
    rules: { termes: RULE },
    say,
    send: async ({ termes }) => {
      await save.mutateAsync({ synonyme, body: { termes: termesOf(termes) } });
      onClose();
    },
    failed: () => admin.failed,
    explain,
  });
  return (
    <Dialog title={synonyme ? texts.edit : texts.create} onClose={onClose}>
      <form {...props}>
        <Field label={texts.terms} hint={texts.termsHint} error={errorOf('termes')}>
          {(control) => (
            <textarea
              name="termes"
              rows={6}
              autoFocus
              autoCapitalize="off"
              spellCheck={false}
              defaultValue={synonyme?.termes.join('\n')}
              {...control}
            />
          )}
        </Field>
        {message && <Notice tone="danger">{message}</Notice>}
        {remove.isError && <Notice tone="danger">{texts.stale}</Notice>}
        <DialogActions>
          <Button type="submit" aria-disabled={pending || undefined}>
            {admin.save}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {admin.cancel}
          </Button>
          {synonyme && (
            <Button variant="ghost" onClick={() => remove.mutate(synonyme, { onSuccess: onClose })}>
              {admin.remove}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
