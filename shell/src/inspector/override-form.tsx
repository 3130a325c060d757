import { Button } from '@boutique/ui/button';
import { Field } from '@boutique/ui/field';
import { Select } from '@boutique/ui/select';
import { type SubmitEvent, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './inspector.module.css';
import { type Override, overrideUrl } from './overrides.ts';

interface Props {
  slices: readonly string[];
  overrides: ReadonlyMap<string, Override>;
  visit: (url: string) => void;
}

/** Overrides the release of one slice in this browser. Loads the page again, since only the gateway can do this. */
export function OverrideForm({ slices, overrides, visit }: Props) {
  const { inspector: texts } = useTexts();
  const [slice, setSlice] = useState([...overrides.keys()][0] ?? slices[0] ?? '');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    visit(overrideUrl(location.href, slice, String(new FormData(event.currentTarget).get('version') ?? '')));
  };
  return (
    <form className={styles.form} aria-label={texts.override} onSubmit={submit}>
      <h3>{texts.override}</h3>
      <Select
        label={texts.slice}
        value={slice}
        options={slices.map((name) => ({ value: name, label: name }))}
        onChange={setSlice}
      />
      <Field label={texts.version} hint={texts.versionHint}>
        {(control) => (
          <input
            key={slice}
            name="version"
            type="text"
            autoComplete="off"
            spellCheck={false}
            defaultValue={overrides.get(slice)?.value ?? ''}
            {...control}
          />
        )}
      </Field>
      <Button type="submit" size="sm">
        {texts.apply}
      </Button>
    </form>
  );
}
