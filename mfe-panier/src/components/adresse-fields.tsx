import { COUNTRY_NAMES } from '@boutique/contracts/countries';
import { ADRESSE } from '@boutique/contracts/field-rules';
import { PAYS } from '@boutique/contracts/limits';
import { useShell } from '@boutique/facade';
import { Field } from '@boutique/ui/field';
import type { AdresseDraft } from '../checkout/checkout-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './adresse-fields.module.css';

interface Props {
  adresse: AdresseDraft;
  /** Whether the browser asks for the fields that an address must have. */
  required: boolean;
  errorOf: (name: keyof AdresseDraft) => string | undefined;
  onChange: (changes: Partial<AdresseDraft>) => void;
}

type TextField = Exclude<keyof AdresseDraft, 'pays'>;

const texts: readonly { name: TextField; autoComplete: string }[] = [
  { name: 'nom', autoComplete: 'shipping name' },
  { name: 'rue', autoComplete: 'shipping address-line1' },
  { name: 'complement', autoComplete: 'shipping address-line2' },
  { name: 'codePostal', autoComplete: 'shipping postal-code' },
  { name: 'ville', autoComplete: 'shipping address-level2' },
];

/** The fields of a postal address. */
export function AdresseFields({ adresse, required, errorOf, onChange }: Props) {
  const { checkout } = useTexts();
  const { locale } = useShell();
  return (
    <div className={styles.fields}>
      {texts.map(({ name, autoComplete }) => (
        <div key={name} className={styles[name]}>
          <Field label={checkout.fields[name]} error={errorOf(name)}>
            {(control) => (
              <input
                {...control}
                type="text"
                name={`adresse.${name}`}
                autoComplete={autoComplete}
                maxLength={ADRESSE[name].max}
                required={required && name !== 'complement'}
                value={adresse[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            )}
          </Field>
        </div>
      ))}
      <div className={styles.pays}>
        <Field label={checkout.fields.pays} error={errorOf('pays')}>
          {(control) => (
            <select
              {...control}
              name="adresse.pays"
              autoComplete="shipping country"
              value={adresse.pays}
              onChange={(event) => onChange({ pays: event.target.value as AdresseDraft['pays'] })}
            >
              {PAYS.map((code) => (
                <option key={code} value={code}>
                  {COUNTRY_NAMES[locale][code]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </div>
  );
}
