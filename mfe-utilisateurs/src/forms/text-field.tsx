import { Field } from '@boutique/ui/field';
import type { ComponentProps } from 'react';
import type { FieldName } from './use-sentences.ts';

interface Props extends Omit<ComponentProps<'input'>, 'name' | 'id' | 'className'> {
  name: FieldName;
  label: string;
  hint?: string;
  error: string | undefined;
}

/** One line of text of a form, with its fault. */
export function TextField({ name, label, hint, error, ...rest }: Props) {
  return (
    <Field label={label} error={error} {...(hint && { hint })}>
      {(control) => <input type="text" {...rest} {...control} name={name} />}
    </Field>
  );
}
