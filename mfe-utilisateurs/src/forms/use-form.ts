import type { ApiError } from '@boutique/contracts/client';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { useFailureText } from './use-failure-text.ts';

/** The fields that the texts know. */
export type FieldName = keyof ReturnType<typeof useTexts>['forms']['missing'];
type Values<Name extends string> = Record<Name, string>;
/** The sentence to show at each wrong field. */
export type Faults<Name extends string> = Partial<Record<Name, string | undefined>>;

interface Options<Name extends FieldName> {
  names: readonly Name[];
  /** What is wrong before anything is sent. */
  check: (values: Values<Name>) => Faults<Name>;
  send: (values: Values<Name>) => Promise<unknown>;
  /** Empty the form once it was sent, as passwords ask for. */
  clear?: boolean;
  /** What this form has to say of a failure; undefined for what is said everywhere. */
  explain?: (error: ApiError, values: Values<Name>) => { faults?: Faults<Name>; message?: ReactNode } | undefined;
}

/**
 * One way for all forms: check, send, then show what was refused at its field and move the focus to the first wrong one.
 * The sentence at a field goes as soon as the field changes.
 */
export function useForm<Name extends FieldName>({ names, check, send, clear = false, explain }: Options<Name>) {
  const { refused } = useTexts().forms;
  const failureText = useFailureText();
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults<Name>>({});
  const [message, setMessage] = useState<ReactNode>(null);
  const [pending, setPending] = useState(false);
  const [sent, setSent] = useState(false);
  const [attempts, setAttempts] = useState(0);

  useEffect(() => {
    // once the sentences are there: a screen reader reads them with the field
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [attempts]);

  const show = (found: Faults<Name>, said: ReactNode) => {
    setFaults(found);
    setMessage(said);
    setAttempts((count) => count + 1);
  };

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const values = Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Values<Name>;
    const found = check(values);
    if (names.some((name) => found[name])) return show(found, null);
    setFaults({});
    setMessage(null);
    setSent(false);
    setPending(true);
    try {
      await send(values);
      setSent(true);
      if (clear) form.current?.reset();
    } catch (error) {
      const failure = error as ApiError;
      const own = explain?.(failure, values);
      const fields: Faults<Name> = own ? (own.faults ?? {}) : faultsOf(failure, names, refused);
      show(fields, own ? own.message : names.some((name) => fields[name]) ? null : failureText(failure));
    } finally {
      setPending(false);
    }
  };

  const onChange = ({ target }: FormEvent<HTMLFormElement>) => {
    const name = (target as HTMLInputElement).name as Name;
    setSent(false);
    if (faults[name]) setFaults({ ...faults, [name]: undefined });
  };

  return { props: { ref: form, noValidate: true, onSubmit, onChange }, faults, message, pending, sent };
}

/** The fields that the API refused: `body.email` is the field `email`. */
function faultsOf<Name extends FieldName>(
  { problem }: ApiError,
  names: readonly Name[],
  refused: Record<FieldName, string>,
): Faults<Name> {
  const paths = problem?.erreurs?.map(({ chemin }) => chemin) ?? [];
  const wrong = names.filter((name) => paths.some((path) => path.split('.').at(-1) === name));
  return Object.fromEntries(wrong.map((name) => [name, refused[name]])) as Faults<Name>;
}
