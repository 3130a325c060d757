import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { COUNTRY_NAMES } from '@boutique/contracts/countries';
import { ADRESSE } from '@boutique/contracts/field-rules';
import { PAYS } from '@boutique/contracts/limits';
import { useShell } from '@boutique/facade';
import { Field } from '@boutique/ui/field';
import { TextField } from '../forms/text-field.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './adresse-fields.module.css';

interface Props {
  adresse: AdresseEnregistree | undefined;
  errorOf: (name: keyof typeof ADRESSE) => string | undefined;
}

const lines = [
  { name: 'nom', autoComplete: 'shipping name' },
  { name: 'rue', autoComplete: 'shipping address-line1' },
  { name: 'complement', autoComplete: 'shipping address-line2' },
  { name: 'codePostal', autoComplete: 'shipping postal-code' },
  { name: 'ville', autoComplete: 'shipping address-level2' },
] as const;

/** The fields of a postal address. */
export function AdresseFields({ adresse, errorOf }: Props) {
  const { fields } = useTexts().forms;
  const { locale } = useShell();
  return (
    <div className={styles.fields}>
      {lines.map(({ name, autoComplete }) => (
        <div key={name} className={styles[name]}>
          <TextField
            name={name}
            label={name === 'nom' ? fields.destinataire : fields[name]}
            autoComplete={autoComplete}
            maxLength={ADRESSE[name].max}
            required={name !== 'complement'}
            defaultValue={adresse?.[name] ?? ''}
            error={errorOf(name)}
          />
        </div>
      ))}
      <div className={styles.pays}>
        <Field label={fields.pays} error={errorOf('pays')}>
          {(control) => (
            <select {...control} name="pays" autoComplete="shipping country" defaultValue={adresse?.pays ?? 'FR'}>
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
