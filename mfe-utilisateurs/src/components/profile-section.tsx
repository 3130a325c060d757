import type { Compte } from '@boutique/contracts/comptes';
import { NOM } from '@boutique/contracts/field-rules';
import { useFormPost } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { useForm } from '@boutique/ui/use-form';
import { useState } from 'react';
import { useUpdateCompte } from '../api/update-compte.ts';
import { FormResult } from '../forms/form-result.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

/** The account's name and the visibility of its profile. */
export function ProfileSection({ compte }: { compte: Compte }) {
  const { compte: texts, forms } = useTexts();
  const { form, posted } = useFormPost('updateCompte');
  const chosen = posted?.values.profilPublic;
  const [profilPublic, setProfilPublic] = useState(chosen === undefined ? compte.profilPublic : chosen === 'true');
  const { mutateAsync: update } = useUpdateCompte();
  const { props, errorOf, message, pending, sent } = useForm({
    ...useSentences(),
    rules: { nom: NOM },
    send: ({ nom }) => update({ nom, profilPublic }),
    posted,
  });
  return (
    <SectionCard title={texts.profile.heading}>
      <form {...form} {...props} className={styles.form}>
        <TextField
          name="nom"
          label={forms.fields.nom}
          autoComplete="name"
          required
          maxLength={NOM.max}
          defaultValue={posted?.values.nom ?? compte.nom}
          error={errorOf('nom')}
        />
        <div>
          <Checkbox name="profilPublic" checked={profilPublic} onChange={setProfilPublic}>
            {texts.profile.public}
          </Checkbox>
          <p className={styles.hint}>{texts.profile.publicHint}</p>
        </div>
        <FormResult failure={message} done={sent && texts.profile.saved} />
        <div>
          <Button type="submit" aria-disabled={pending || undefined}>
            {pending ? texts.saving : texts.profile.submit}
          </Button>
        </div>
      </form>
    </SectionCard>
  );
}
