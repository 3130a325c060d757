import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import { ADRESSE } from '@boutique/contracts/field-rules';
import { MAX_ADRESSES } from '@boutique/contracts/limits';
import { Button } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useState } from 'react';
import { useSaveAdresse } from '../api/adresses.ts';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { AdresseFields } from './adresse-fields.tsx';

interface Props {
  /** The address to change; a new one when it is missing. */
  adresse?: AdresseEnregistree;
  /** The first address of a book is the default in any case. */
  first?: boolean;
  /** The fields that must be corrected before the address can be used. */
  refused?: readonly (keyof typeof ADRESSE)[];
  onClose: () => void;
  onSaved: () => void;
}

/** The form for a new or changed address of the book. */
export function AdresseDialog({ adresse, first = false, refused = [], onClose, onSaved }: Props) {
  const { adresses: texts } = useTexts().compte;
  const { saving } = useTexts().compte;
  const [parDefaut, setParDefaut] = useState(adresse?.parDefaut ?? false);
  const { mutateAsync: save } = useSaveAdresse();
  const { props, errorOf, message, pending } = useForm({
    ...useSentences(),
    rules: ADRESSE,
    refused,
    send: async ({ complement, pays, ...lines }) => {
      const body = {
        ...lines,
        ...(ADRESSE.complement.clean(complement) && { complement }),
        pays: pays as Adresse['pays'],
        parDefaut: parDefaut || first,
      };
      await save({ id: adresse?.id, body });
      onSaved();
    },
    explain: ({ code }) => {
      if (code === 'limite-atteinte') return { message: texts.full(MAX_ADRESSES) };
      return code === 'adresse-introuvable' ? { message: texts.gone } : undefined;
    },
  });
  return (
    <Dialog title={adresse ? texts.editTitle : texts.newTitle} onClose={onClose}>
      <form {...props} className={styles.form}>
        <AdresseFields adresse={adresse} errorOf={errorOf} />
        {!first && !adresse?.parDefaut && (
          <Checkbox checked={parDefaut} onChange={setParDefaut}>
            {texts.defaultField}
          </Checkbox>
        )}
        {message && <Notice tone="danger">{message}</Notice>}
        <DialogActions>
          <Button type="submit" aria-disabled={pending || undefined}>
            {pending ? saving : texts.save}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {texts.cancel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
