import type { ApiError } from '@boutique/contracts/client';
import { type FocusEvent, type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useHydrated } from './use-hydrated.ts';

type Values<Name extends string> = Readonly<Record<Name, string>>;
/** The error sentence of each wrong field. */
type Sentences<Name extends string> = Partial<Record<Name, string | undefined>>;

interface Options<Name extends string, Fault extends string> {
  /** Rules by the name of the control. A rule is ignored while its control is not on the page. */
  rules: Readonly<Record<Name, { fault: (typed: string, others: Values<string>) => Fault | undefined }>>;
  /** The sentence for a broken rule; `refused` when only the API refused the value. */
  say: (name: NoInfer<Name>, fault: Fault | 'refused', values: Values<NoInfer<Name>>) => string;
  send: (values: Values<NoInfer<Name>>) => unknown;
  /** The sentence for a failure that belongs to no field. */
  failed: (error: ApiError) => ReactNode;
  /** This form's own messages for a failure; undefined or null for the usual ones. */
  explain?: (
    error: ApiError,
    values: Values<NoInfer<Name>>,
  ) => { fields?: Sentences<NoInfer<Name>>; message?: ReactNode } | null | undefined;
  /** Clears the form after sending, as forms with passwords need. */
  clear?: boolean;
  /** Fields that the API refused in an earlier attempt: their errors are shown from the start. */
  refused?: readonly NoInfer<Name>[];
  /** The form as it was posted without scripts: the page shows its result from the start. */
  posted?: { done: boolean; error: ApiError | null; values: Readonly<Partial<Record<string, string>>> } | undefined;
}

/**
 * State and errors of a form; every form uses it. A field's error appears after the field was changed and left, or on
 * submit, and disappears when the field is corrected. Values that the API refuses are shown as errors of their fields.
 * The focus goes to the first wrong field, and typed values stay.
 */
export function useForm<Name extends string, Fault extends string>(options: Options<Name, Fault>) {
  const { rules, say, send, failed, explain, clear = false, posted } = options;
  const form = useRef<HTMLFormElement>(null);
  /** Fields changed since the last attempt. */
  const changed = useRef(new Set<Name>());
  const sending = useRef(false);
  const hydrated = useHydrated();
  const afterClick = useAfterClick();
  const [wrong, setWrong] = useState<Sentences<Name>>({});
  const [first] = useState(firstResult);
  const [refused, setRefused] = useState(first.fields);
  const [message, setMessage] = useState(first.message);
  const [pending, setPending] = useState(false);
  const [sent, setSent] = useState(posted?.done ?? false);
  const [attempts, setAttempts] = useState(Object.keys(first.fields).length > 0 ? 1 : 0);

  /** The sentences for a failure of the request: of the fields that the API refused, and of the form. */
  function sentencesFor(
    failure: ApiError,
    values: Partial<Values<Name>>,
    names: readonly string[],
  ): { fields: Sentences<Name>; message: ReactNode } {
    const all = { ...(Object.fromEntries(names.map((name) => [name, ''])) as Values<Name>), ...values };
    const own = explain?.(failure, all);
    if (own) return { fields: own.fields ?? {}, message: own.message };
    const found = refusedNames<Name>(failure, names);
    const sentence = (name: Name) => {
      const typed = values[name];
      return say(name, (typed === undefined ? undefined : rules[name]?.fault(typed, all)) ?? 'refused', all);
    };
    return { fields: sentencesOf(found.names, sentence), message: found.all ? null : failed(failure) };
  }

  function firstResult(): { fields: Sentences<Name>; message: ReactNode } {
    if (posted?.error) return sentencesFor(posted.error, posted.values as Partial<Values<Name>>, Object.keys(rules));
    const names = options.refused ?? [];
    return { fields: sentencesOf(names, (name) => say(name, 'refused', {} as Values<Name>)), message: null };
  }

  /** The errors of all fields on the page, by their rules; by the browser's validation for a field without a rule. */
  const check = (): Sentences<Name> => {
    const values = valuesOf<Name>(form.current);
    const controls = new Map(controlsOf(form.current).map((control) => [control.name as Name, control]));
    return sentencesOf([...controls.keys()], (name) => {
      const rule = rules[name];
      if (!rule) return controls.get(name)?.validationMessage;
      const fault = rule.fault(values[name], values);
      return fault && say(name, fault, values);
    });
  };

  useEffect(() => {
    // only after the sentences are rendered, so that screen readers read them with the field
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [attempts]);

  useEffect(() => {
    // errors follow the current values, even when another field or the page changed them
    const names = Object.keys(wrong) as Name[];
    if (names.length === 0) return;
    const found = check();
    if (names.some((name) => found[name] !== wrong[name])) setWrong(sentencesOf(names, (name) => found[name]));
  });

  const show = (fields: { wrong?: Sentences<Name>; refused?: Sentences<Name> }, text: ReactNode) => {
    setWrong(fields.wrong ?? {});
    setRefused(fields.refused ?? {});
    setMessage(text);
    setSent(false);
    setAttempts((count) => count + 1);
  };

  /** Runs another request than `send`, with the same handling of its result. */
  const attempt = async (run: () => unknown): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    changed.current.clear();
    setWrong({});
    setRefused({});
    setMessage(null);
    setSent(false);
    setPending(true);
    const values = valuesOf<Name>(form.current);
    try {
      await run();
      setSent(true);
      if (clear) form.current?.reset();
    } catch (error) {
      const names = controlsOf(form.current).map(({ name }) => name);
      const { fields, message: text } = sentencesFor(error as ApiError, values, names);
      show({ refused: fields }, text);
    } finally {
      sending.current = false;
      setPending(false);
    }
  };

  /** Shows these fields as refused by the API. */
  const refuse = (names: readonly Name[]): void =>
    show({ refused: sentencesOf(names, (name) => say(name, 'refused', {} as Values<Name>)) }, null);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending.current) return;
    const found = check();
    if (Object.keys(found).length > 0) {
      changed.current.clear();
      return show({ wrong: found }, null);
    }
    void attempt(() => send(valuesOf<Name>(form.current)));
  };

  const onChange = ({ target }: FormEvent<HTMLFormElement>) => {
    const name = nameOf<Name>(target);
    changed.current.add(name);
    // errors of other fields may depend on this one: the new state makes the effect check them again
    if (Object.keys(wrong).length > 0) setWrong((before) => without(before, name));
    if (refused[name]) setRefused((before) => without(before, name));
  };

  const onBlur = ({ target }: FocusEvent<HTMLFormElement>) => {
    if (!changed.current.has(nameOf(target))) return;
    afterClick(() => {
      const all = check();
      const found = sentencesOf([...changed.current], (name) => all[name]);
      if (Object.keys(found).length > 0) setWrong((before) => ({ ...before, ...found }));
    });
  };

  return {
    // without scripts the browser checks the fields
    props: { ref: form, noValidate: hydrated, onSubmit, onChange, onBlur },
    errorOf: (name: Name): string | undefined => refused[name] ?? wrong[name],
    message,
    pending,
    /** Whether the last attempt succeeded. */
    sent,
    attempt,
    refuse,
  };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The named controls, in the order of the page. Hidden ones are for a form that is sent without scripts. */
const controlsOf = (form: HTMLFormElement | null): Control[] =>
  ([...(form?.elements ?? [])] as Control[]).filter(({ name, type }) => name && type !== 'hidden');

/** The value of each control; empty for a choice that was not made. Not FormData: it would replace lone surrogates. */
function valuesOf<Name extends string>(form: HTMLFormElement | null): Values<Name> {
  const values: Record<string, string> = {};
  for (const control of controlsOf(form)) {
    const isLeftOut = control instanceof HTMLInputElement && control.type === 'radio' && !control.checked;
    values[control.name] = isLeftOut ? (values[control.name] ?? '') : control.value;
  }
  return values as Values<Name>;
}

/**
 * The fields that the API refused (`body.adresse.ville` is the field `ville`), and whether every refusal has a field.
 */
function refusedNames<Name extends string>({ problem }: ApiError, known: readonly string[]) {
  const paths = (problem?.erreurs ?? []).map(({ chemin }) => chemin.replace(/^body\./, ''));
  const names = paths.map((path) => [path, path.split('.').at(-1)].find((name = '') => known.includes(name)));
  return {
    names: names.filter((name) => name !== undefined) as Name[],
    all: names.length > 0 && !names.includes(undefined),
  };
}

const nameOf = <Name extends string>(target: EventTarget): Name => (target as HTMLInputElement).name as Name;

/** The sentences of these fields; fields without a sentence are left out. */
function sentencesOf<Name extends string>(
  names: readonly Name[],
  sentenceOf: (name: Name) => string | undefined,
): Sentences<Name> {
  const entries = names.map((name) => [name, sentenceOf(name)]);
  return Object.fromEntries(entries.filter(([, sentence]) => sentence)) as Sentences<Name>;
}

function without<Name extends string>(sentences: Sentences<Name>, name: Name): Sentences<Name> {
  const { [name]: _, ...rest } = sentences;
  return rest as Sentences<Name>;
}

/** How long after `pointerup` its click may come, and how often to check, in milliseconds. */
const CLICK_MS = 100;
const CHECK_MS = 50;

/**
 * Returns a function that runs a callback at once, or after a click that has begun: a sentence that appears moves the
 * content below it, and a click on a button there would miss.
 */
function useAfterClick(): (run: () => void) => void {
  const clicking = useRef(false);
  useEffect(() => {
    const listeners = new AbortController();
    const options = { capture: true, signal: listeners.signal };
    const set = (value: boolean) => () => {
      clicking.current = value;
    };
    // with touch, click and focus change come after pointerup; a drag has no click
    const endSoon = () => setTimeout(set(false), CLICK_MS);
    window.addEventListener('pointerdown', set(true), options);
    window.addEventListener('click', set(false), options);
    window.addEventListener('pointerup', endSoon, options);
    window.addEventListener('pointercancel', endSoon, options);
    return () => listeners.abort();
  }, []);
  return function afterClick(run) {
    if (clicking.current) setTimeout(() => afterClick(run), CHECK_MS);
    else run();
  };
}
