import { Button } from '@boutique/ui/button';
import { useEffect, useRef, useState } from 'react';
import type { Draft, DraftField } from '../edition/draft.ts';
import { type Merge, withField } from '../edition/merge-drafts.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './edit-conflict.module.css';

interface Props {
  merge: Merge;
  theirs: Draft;
  /** Receives the merged draft once every question is answered. */
  onResolve: (draft: Draft) => void;
}

/** Another editor has saved the same product meanwhile: shows both changes side by side, to choose from. */
export function EditConflict({ merge: { merged, taken, conflicts }, theirs, onResolve }: Props) {
  const { admin: texts } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const [choices, setChoices] = useState<Partial<Record<DraftField, 'mine' | 'theirs'>>>({});
  useEffect(() => heading.current?.focus(), []);
  const open = conflicts.filter((field) => !choices[field]);
  const resolve = () =>
    onResolve(
      conflicts.reduce(
        (draft, field) => (choices[field] === 'theirs' ? withField(draft, theirs, field) : draft),
        merged,
      ),
    );
  return (
    <section className={styles.conflict} aria-labelledby="conflit">
      <h2 id="conflit" ref={heading} tabIndex={-1}>
        {texts.conflict}
      </h2>
      <p>{texts.conflictText}</p>
      {taken.length > 0 && <p>{texts.conflictTaken(taken.map((field) => texts.fields[field]).join(', '))}</p>}
      {conflicts.map((field) => (
        <fieldset key={field} className={styles.choice}>
          <legend>{texts.fields[field]}</legend>
          {(['mine', 'theirs'] as const).map((whose) => (
            <label key={whose} className={styles.option}>
              <input
                type="radio"
                name={`conflit-${field}`}
                checked={choices[field] === whose}
                onChange={() => setChoices({ ...choices, [field]: whose })}
              />
              <span>
                <strong>{texts[whose]}</strong>
                <span className={styles.value}>{shown((whose === 'mine' ? merged : theirs)[field])}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div>
        <Button disabled={open.length > 0} onClick={resolve}>
          {texts.conflictSave}
        </Button>
      </div>
    </section>
  );
}

/** A field's content as text, in both languages, for every kind of field. */
function shown(value: Draft[DraftField]): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  const both = ({ fr, en }: { fr: string; en: string }) => `${fr} / ${en}`;
  if (!Array.isArray(value)) return both(value);
  return (
    value.map((item) => ('alt' in item ? both(item.alt) : `${both(item.nom)}: ${both(item.valeur)}`)).join(' · ') || '–'
  );
}
