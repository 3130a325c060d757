import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { PAYS } from '@boutique/contracts/limits';
import { useShell } from '@boutique/facade';
import { Field } from '@boutique/ui/field';
import { TextField } from '../forms/text-field.tsx';
import type { Faults } from '../forms/use-form.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './adresse-fields.module.css';

interface Props {
  adresse: AdresseEnregistree | undefined;
  faults: Faults<'nom' | 'rue' | 'complement' | 'codePostal' | 'ville' | 'pays'>;
}

const lines = [
  { name: 'nom', autoComplete: 'shipping name', maxLength: 100 },
  { name: 'rue', autoComplete: 'shipping address-line1', maxLength: 200 },
  { name: 'complement', autoComplete: 'shipping address-line2', maxLength: 200 },
  { name: 'codePostal', autoComplete: 'shipping postal-code', maxLength: 10 },
  { name: 'ville', autoComplete: 'shipping address-level2', maxLength: 100 },
] as const;

/** The fields of a postal address. */
export function AdresseFields({ adresse, faults }: Props) {
  const { fields } = useTexts().forms;
  const { locale } = useShell();
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  return (
    <div className={styles.fields}>
      {lines.map(({ name, autoComplete, maxLength }) => (
        <div key={name} className={styles[name]}>
          <TextField
            name={name}
            label={name === 'nom' ? fields.destinataire : fields[name]}
            autoComplete={autoComplete}
            maxLength={maxLength}
            required={name !== 'complement'}
            defaultValue={adresse?.[name] ?? ''}
            error={faults[name]}
          />
        </div>
      ))}
      <div className={styles.pays}>
        <Field label={fields.pays} error={faults.pays}>
          {(control) => (
            <select {...control} name="pays" autoComplete="shipping country" defaultValue={adresse?.pays ?? 'FR'}>
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
