import { Field } from '@boutique/ui/field';
import { IconButton } from '@boutique/ui/icon-button';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './password-field.module.css';

interface Props {
  name: 'motDePasse' | 'actuel' | 'nouveau';
  label: string;
  autoComplete: 'current-password' | 'new-password';
  error: string | undefined;
}

/** A password field that can show its text; for a new password it shows the rule. */
export function PasswordField({ name, label, autoComplete, error }: Props) {
  const { passwordRule, showPassword, hidePassword } = useTexts().forms;
  const [shown, setShown] = useState(false);
  const isNew = autoComplete === 'new-password';
  return (
    <Field label={label} error={error} {...(isNew && { hint: passwordRule })}>
      {(control) => (
        <span className={styles.frame}>
          <input
            {...control}
            type={shown ? 'text' : 'password'}
            name={name}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <IconButton
            icon={shown ? 'eye-off' : 'eye'}
            label={shown ? hidePassword : showPassword}
            className={styles.toggle}
            data-scripts=""
            onClick={() => setShown(!shown)}
          />
        </span>
      )}
    </Field>
  );
}
