import { Field } from '@boutique/ui/field';
import { useTexts } from '../texts/use-texts.ts';
import styles from './texte-bilingue.module.css';

interface Props {
  /** The field's path, such as `nom`; its controls are `nom.fr` and `nom.en`. */
  name: string;
  label: string;
  value: { fr: string; en: string };
  onChange: (value: { fr: string; en: string }) => void;
  errorOf: (path: string) => string | undefined;
  rows?: number;
  maxLength: number;
}

/** One text in both languages of the shop, side by side. */
export function TexteBilingue({ name, label, value, onChange, errorOf, rows, maxLength }: Props) {
  const { admin: texts } = useTexts();
  return (
    <div className={styles.pair}>
      {(['fr', 'en'] as const).map((langue) => {
        const path = `${name}.${langue}`;
        const shared = {
          name: path,
          lang: langue,
          maxLength,
          value: value[langue],
          onChange: (event: { target: { value: string } }) => onChange({ ...value, [langue]: event.target.value }),
        };
        return (
          <Field key={langue} label={texts.inLanguage(label, langue)} error={errorOf(path)}>
            {(control) =>
              rows ? <textarea rows={rows} {...shared} {...control} /> : <input type="text" {...shared} {...control} />
            }
          </Field>
        );
      })}
    </div>
  );
}
