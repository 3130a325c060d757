import { PAYS } from '@boutique/contracts/limits';
import { useShell } from '@boutique/facade';
import { Field } from '@boutique/ui/field';
import type { Faults, FieldName } from '../checkout/adresse-rules.ts';
import type { AdresseDraft } from '../checkout/checkout-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './adresse-fields.module.css';
import { useFaultText } from './use-fault-text.ts';

interface Props {
  adresse: AdresseDraft;
  faults: Faults;
  onChange: (changes: Partial<AdresseDraft>) => void;
  /** A field was left. */
  onLeave: (name: FieldName) => void;
}

type TextField = Exclude<keyof AdresseDraft, 'pays'>;

const texts: readonly { name: TextField; autoComplete: string; maxLength: number }[] = [
  { name: 'nom', autoComplete: 'shipping name', maxLength: 100 },
  { name: 'rue', autoComplete: 'shipping address-line1', maxLength: 200 },
  { name: 'complement', autoComplete: 'shipping address-line2', maxLength: 200 },
  { name: 'codePostal', autoComplete: 'shipping postal-code', maxLength: 10 },
  { name: 'ville', autoComplete: 'shipping address-level2', maxLength: 100 },
];

/** The fields of a postal address. */
export function AdresseFields({ adresse, faults, onChange, onLeave }: Props) {
  const { checkout } = useTexts();
  const { locale } = useShell();
  const faultText = useFaultText(adresse.pays);
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  return (
    <div className={styles.fields}>
      {texts.map(({ name, autoComplete, maxLength }) => (
        <div key={name} className={styles[name]}>
          <Field label={checkout.fields[name]} error={faultText(name, faults[name])}>
            {(control) => (
              <input
                {...control}
                type="text"
                name={name}
                autoComplete={autoComplete}
                maxLength={maxLength}
                required={name !== 'complement'}
                value={adresse[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
                onBlur={() => onLeave(name)}
              />
            )}
          </Field>
        </div>
      ))}
      <div className={styles.pays}>
        <Field label={checkout.fields.pays} error={faultText('pays', faults.pays)}>
          {(control) => (
            <select
              {...control}
              name="pays"
              autoComplete="shipping country"
              value={adresse.pays}
              onChange={(event) => onChange({ pays: event.target.value as AdresseDraft['pays'] })}
              onBlur={() => onLeave('pays')}
            >
              {PAYS.map((code) => (
                <option key={code} value={code}>
                  {countries.of(code)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </div>
  );
}
