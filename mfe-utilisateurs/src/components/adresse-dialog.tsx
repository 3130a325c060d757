import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import { MAX_ADRESSES } from '@boutique/contracts/limits';
import { Button } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Notice } from '@boutique/ui/notice';
import { useState } from 'react';
import { useSaveAdresse } from '../api/adresses.ts';
import { useChecks } from '../forms/use-checks.ts';
import { useForm } from '../forms/use-form.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { AdresseFields } from './adresse-fields.tsx';

interface Props {
  /** What is changed; a new one without. */
  adresse?: AdresseEnregistree;
  /** The first of a book is the default one anyway. */
  first?: boolean;
  onClose: () => void;
  onSaved: () => void;
}

const names = ['nom', 'rue', 'complement', 'codePostal', 'ville', 'pays'] as const;

/** Writes or changes one address of the book. */
export function AdresseDialog({ adresse, first = false, onClose, onSaved }: Props) {
  const { adresses: texts } = useTexts().compte;
  const { saving } = useTexts().compte;
  const [parDefaut, setParDefaut] = useState(adresse?.parDefaut ?? false);
  const { mutateAsync: save } = useSaveAdresse();
  const checks = useChecks();
  const { props, faults, message, pending } = useForm({
    names,
    check: ({ nom, rue, codePostal, ville, pays }) => ({
      nom: checks.required('nom', nom),
      rue: checks.required('rue', rue),
      codePostal: checks.codePostal(codePostal, pays as Adresse['pays']),
      ville: checks.required('ville', ville),
    }),
    send: async ({ complement, pays, ...values }) => {
      const { nom, rue, codePostal, ville } = values;
      const body = {
        nom: nom.trim(),
        rue: rue.trim(),
        ...(complement.trim() && { complement: complement.trim() }),
        codePostal: codePostal.trim(),
        ville: ville.trim(),
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
        <AdresseFields adresse={adresse} faults={faults} />
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
