import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { EMAIL } from '@boutique/contracts/field-rules';
import { Link, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { Field } from '@boutique/ui/field';
import { useForm } from '@boutique/ui/use-form';
import { useCreateAdresse } from '../api/create-adresse.ts';
import { type CheckoutDraft, toAdresse } from '../checkout/checkout-draft.ts';
import { type FieldName, fieldRules, useSentences } from '../checkout/use-sentences.ts';
import { AdresseChoice } from '../components/adresse-choice.tsx';
import { AdresseFields } from '../components/adresse-fields.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';

interface Props {
  draft: CheckoutDraft;
  update: (changes: Partial<CheckoutDraft>) => void;
  /** The address book; empty for a guest. */
  adresses: readonly AdresseEnregistree[];
  chosen: string | null;
  /** The faults of an earlier attempt. */
  refused: readonly FieldName[];
  onNext: (adresseId: string | null) => void;
}

/** The address of delivery and, for a guest, the e-mail address. */
export function AdresseStep({ draft, update, adresses, chosen, refused, onNext }: Props) {
  const { checkout: texts } = useTexts();
  const { session } = useShell();
  const { mutateAsync: keep } = useCreateAdresse();
  const { email, adresse, keepAdresse } = draft;
  const { props, errorOf, message, pending } = useForm({
    rules: fieldRules,
    say: useSentences(),
    refused,
    send: async () => {
      if (!session || chosen !== null || !keepAdresse) return onNext(chosen);
      onNext((await keep(toAdresse(adresse))).id);
    },
    failed: () => texts.keepFailed,
    explain: ({ code }) => (code === 'limite-atteinte' ? { message: texts.keepFull } : undefined),
  });

  return (
    <form {...props} className={styles.form}>
      {!session && (
        <>
          <p className={styles.account}>
            {texts.account}
            <Link to="/connexion?retour=/commande" className={buttonClass({ variant: 'secondary', size: 'sm' })}>
              {texts.signIn}
            </Link>
            <Link to="/inscription?retour=/commande" className={buttonClass({ variant: 'ghost', size: 'sm' })}>
              {texts.signUp}
            </Link>
          </p>
          <Field label={texts.fields.email} hint={texts.emailHint} error={errorOf('email')}>
            {(control) => (
              <input
                {...control}
                type="email"
                name="email"
                autoComplete="email"
                required
                maxLength={EMAIL.max}
                value={email}
                onChange={(event) => update({ email: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
      {adresses.length > 0 && (
        <AdresseChoice adresses={adresses} chosen={chosen} onChoose={(adresseId) => update({ adresseId })} />
      )}
      {chosen === null && (
        <>
          <AdresseFields
            adresse={adresse}
            errorOf={errorOf}
            onChange={(changes) => update({ adresse: { ...adresse, ...changes } })}
          />
          {session && (
            <Checkbox checked={keepAdresse} onChange={(checked) => update({ keepAdresse: checked })}>
              {texts.keep}
            </Checkbox>
          )}
        </>
      )}
      {message && keepAdresse && (
        <p role="alert" className={styles.alert}>
          {message}
        </p>
      )}
      <div>
        <Button type="submit" size="lg" aria-disabled={pending || undefined}>
          {pending ? texts.saving : texts.next}
        </Button>
      </div>
    </form>
  );
}
