import { MAX_CARACTERISTIQUES, PRODUIT } from '@boutique/contracts/field-rules';
import { Button } from '@boutique/ui/button';
import { IconButton } from '@boutique/ui/icon-button';
import type { Draft } from '../edition/draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './caracteristiques-editor.module.css';
import { TexteBilingue } from './texte-bilingue.tsx';

type Lines = Draft['caracteristiques'];

interface Props {
  lines: Lines;
  onChange: (lines: Lines) => void;
  errorOf: (path: string) => string | undefined;
}

const empty = { nom: { fr: '', en: '' }, valeur: { fr: '', en: '' } };

/** The lines of a product's specifications, each in both languages. */
export function CaracteristiquesEditor({ lines, onChange, errorOf }: Props) {
  const { admin: texts } = useTexts();
  return (
    <fieldset className={styles.lines}>
      <legend>{texts.fields.caracteristiques}</legend>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its place
        <div key={index} className={styles.line}>
          <TexteBilingue
            name={`caracteristiques.${index}.nom`}
            label={texts.specName(index + 1)}
            maxLength={PRODUIT.caracteristique.max}
            value={line.nom}
            onChange={(nom) => onChange(lines.with(index, { ...line, nom }))}
            errorOf={errorOf}
          />
          <TexteBilingue
            name={`caracteristiques.${index}.valeur`}
            label={texts.specValue(index + 1)}
            maxLength={PRODUIT.valeur.max}
            value={line.valeur}
            onChange={(valeur) => onChange(lines.with(index, { ...line, valeur }))}
            errorOf={errorOf}
          />
          <IconButton
            icon="trash"
            label={texts.removeSpec(index + 1)}
            onClick={() => onChange(lines.toSpliced(index, 1))}
          />
        </div>
      ))}
      {lines.length < MAX_CARACTERISTIQUES && (
        <div>
          <Button variant="secondary" size="sm" onClick={() => onChange([...lines, empty])}>
            {texts.addSpec}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
