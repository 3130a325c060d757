import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { EMAIL } from '@boutique/contracts/field-rules';
import { Link, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { Field } from '@boutique/ui/field';
import { AdresseChoice } from '../components/adresse-choice.tsx';
import { AdresseFields } from '../components/adresse-fields.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';
import type { useCheckout } from './use-checkout.ts';

interface Props {
  checkout: ReturnType<typeof useCheckout>;
  /** The address book; empty for a guest. */
  adresses: readonly AdresseEnregistree[];
  chosen: string | null;
}

/** The address of delivery and, for a guest, the e-mail address. */
export function AdresseStep({ checkout, adresses, chosen }: Props) {
  const { checkout: texts } = useTexts();
  const { session } = useShell();
  const { draft, update, updateAdresse, hydrated, inSteps, form } = checkout;
  const { errorOf, message, pending } = form;
  const { email, adresse, keepAdresse } = draft;
  return (
    <div className={styles.form}>
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
      {/* without scripts, the stylesheet hides them while an address of the book is chosen */}
      {(chosen === null || !hydrated) && (
        <div className={styles.typed}>
          <AdresseFields
            adresse={adresse}
            required={hydrated || adresses.length === 0}
            errorOf={(name) => errorOf(`adresse.${name}`)}
            onChange={updateAdresse}
          />
          {session && hydrated && (
            <Checkbox checked={keepAdresse} onChange={(checked) => update({ keepAdresse: checked })}>
              {texts.keep}
            </Checkbox>
          )}
        </div>
      )}
      {message && keepAdresse && (
        <p role="alert" className={styles.alert}>
          {message}
        </p>
      )}
      {inSteps && (
        <div>
          <Button type="submit" size="lg" aria-disabled={pending || undefined}>
            {pending ? texts.saving : texts.next}
          </Button>
        </div>
      )}
    </div>
  );
}
