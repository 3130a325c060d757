import type { ApiError } from '@boutique/contracts/client';
import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { Link, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { Field } from '@boutique/ui/field';
import { type FormEvent, useRef, useState } from 'react';
import { useCreateAdresse } from '../api/create-adresse.ts';
import { type Faults, type FieldName, faultOf, faultsOf, fields } from '../checkout/adresse-rules.ts';
import { type CheckoutDraft, toAdresse } from '../checkout/checkout-draft.ts';
import { AdresseChoice } from '../components/adresse-choice.tsx';
import { AdresseFields } from '../components/adresse-fields.tsx';
import { useFaultText } from '../components/use-fault-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';

interface Props {
  draft: CheckoutDraft;
  update: (changes: Partial<CheckoutDraft>) => void;
  /** The address book; empty for a guest. */
  adresses: readonly AdresseEnregistree[];
  chosen: string | null;
  /** What the API refused of an earlier attempt. */
  refused: Faults;
}

/** Where to, and for a guest whom to write to. */
export function AdresseStep({ draft, update, adresses, chosen, refused }: Props) {
  const { checkout: texts } = useTexts();
  const { session } = useShell();
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>(refused);
  const faultText = useFaultText(draft.adresse.pays);
  const { mutate: keep, isPending, error } = useCreateAdresse();
  const { email, adresse, keepAdresse } = draft;

  const asked = fields.filter((name) => (name === 'email' ? !session : chosen === null));
  const check = (name: FieldName) => setFaults({ ...faults, [name]: faultOf(name, email, adresse) });
  // a sentence that has become wrong goes at once, a new one waits until the field is left
  const correct = (name: FieldName) => faults[name] && setFaults({ ...faults, [name]: undefined });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(asked, email, adresse);
    setFaults(found);
    const first = asked.find((name) => found[name]);
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    } else if (session && chosen === null && keepAdresse) {
      keep(toAdresse(adresse), { onSuccess: ({ id }) => update({ adresseId: id, step: 2 }) });
    } else {
      update({ adresseId: chosen, step: 2 });
    }
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className={styles.form}>
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
          <Field label={texts.fields.email} hint={texts.emailHint} error={faultText('email', faults.email)}>
            {(control) => (
              <input
                {...control}
                type="email"
                name="email"
                autoComplete="email"
                required
                maxLength={254}
                value={email}
                onChange={(event) => {
                  update({ email: event.target.value });
                  correct('email');
                }}
                onBlur={() => check('email')}
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
            faults={faults}
            onChange={(changes) => {
              update({ adresse: { ...adresse, ...changes } });
              for (const name of Object.keys(changes)) correct(name as FieldName);
            }}
            onLeave={check}
          />
          {session && (
            <Checkbox checked={keepAdresse} onChange={(checked) => update({ keepAdresse: checked })}>
              {texts.keep}
            </Checkbox>
          )}
        </>
      )}
      {error && keepAdresse && (
        <p role="alert" className={styles.alert}>
          {(error as Partial<ApiError>).code === 'limite-atteinte' ? texts.keepFull : texts.keepFailed}
        </p>
      )}
      <div>
        <Button type="submit" size="lg" aria-disabled={isPending || undefined}>
          {isPending ? texts.saving : texts.next}
        </Button>
      </div>
    </form>
  );
}
