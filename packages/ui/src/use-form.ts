import type { ApiError } from '@boutique/contracts/client';
import { type FocusEvent, type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';

type Values<Name extends string> = Readonly<Record<Name, string>>;
/** The sentence at each field that is wrong. */
type Sentences<Name extends string> = Partial<Record<Name, string | undefined>>;

interface Options<Name extends string, Fault extends string> {
  /** By the name of the control. A rule whose control is not on the page at the moment does not count. */
  rules: Readonly<Record<Name, { fault: (typed: string, others: Values<string>) => Fault | undefined }>>;
  /** The sentence for a broken rule, and for what the API alone has refused. */
  say: (name: NoInfer<Name>, fault: Fault | 'refused', values: Values<NoInfer<Name>>) => string;
  send: (values: Values<NoInfer<Name>>) => unknown;
  /** The sentence for a failure that no field is to blame for. */
  failed: (error: ApiError) => ReactNode;
  /** What this form has to say of a failure; undefined for what is said otherwise. */
  explain?: (
    error: ApiError,
    values: Values<NoInfer<Name>>,
  ) => { fields?: Sentences<NoInfer<Name>>; message?: ReactNode } | null | undefined;
  /** Empty the form once it was sent, as passwords ask for. */
  clear?: boolean;
  /** What the API has refused of an earlier attempt: said from the start. */
  refused?: readonly NoInfer<Name>[];
}

/**
 * One way for all forms. What is wrong with a field is said once the field was changed and left, or on submit, and goes
 * as soon as it changes. Then the form is sent; what the API refuses is said at its field as well. The focus goes to
 * the first wrong field, and whatever was typed stays.
 */
export function useForm<Name extends string, Fault extends string>(options: Options<Name, Fault>) {
  const { rules, say, send, failed, explain, clear = false } = options;
  const form = useRef<HTMLFormElement>(null);
  /** Changed since the last attempt. */
  const changed = useRef(new Set<Name>());
  const sending = useRef(false);
  const afterClick = useAfterClick();
  const [wrong, setWrong] = useState<Sentences<Name>>({});
  const [refused, setRefused] = useState<Sentences<Name>>(() =>
    sentencesOf(options.refused ?? [], (name) => say(name, 'refused', {} as Values<Name>)),
  );
  const [message, setMessage] = useState<ReactNode>(null);
  const [pending, setPending] = useState(false);
  const [sent, setSent] = useState(false);
  const [attempts, setAttempts] = useState(options.refused?.length ? 1 : 0);

  /** What is wrong with the fields that are on the page: by the rule of each, without one by what the browser says. */
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
    // once the sentences are there: a screen reader reads them with the field
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [attempts]);

  useEffect(() => {
    // what is said follows what the form holds, also where another field or the page itself has changed it
    const names = Object.keys(wrong) as Name[];
    if (names.length === 0) return;
    const found = check();
    if (names.some((name) => found[name] !== wrong[name])) setWrong(sentencesOf(names, (name) => found[name]));
  });

  const show = (fields: { wrong?: Sentences<Name>; refused?: Sentences<Name> }, said: ReactNode) => {
    setWrong(fields.wrong ?? {});
    setRefused(fields.refused ?? {});
    setMessage(said);
    setSent(false);
    setAttempts((count) => count + 1);
  };

  /** Sends something else than what was typed, and says how it went, as the form itself does. */
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
      const failure = error as ApiError;
      const own = explain?.(failure, values);
      if (own) return show({ refused: own.fields ?? {} }, own.message);
      const { names, all } = refusedNames<Name>(failure, form.current);
      show({ refused: sentencesOf(names, (name) => say(name, 'refused', values)) }, all ? null : failed(failure));
    } finally {
      sending.current = false;
      setPending(false);
    }
  };

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
    // what is said of other fields may depend on this one: they are looked at anew
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
    props: { ref: form, noValidate: true, onSubmit, onChange, onBlur },
    errorOf: (name: Name): string | undefined => refused[name] ?? wrong[name],
    message,
    pending,
    /** The last attempt went well. */
    sent,
    attempt,
  };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The controls that have a name, in the order of the page. */
const controlsOf = (form: HTMLFormElement | null): Control[] =>
  ([...(form?.elements ?? [])] as Control[]).filter(({ name }) => name);

/** What each control holds, an empty text for a choice that was not made. FormData would mend halves of surrogate pairs. */
function valuesOf<Name extends string>(form: HTMLFormElement | null): Values<Name> {
  const values: Record<string, string> = {};
  for (const control of controlsOf(form)) {
    const isLeftOut = control instanceof HTMLInputElement && control.type === 'radio' && !control.checked;
    values[control.name] = isLeftOut ? (values[control.name] ?? '') : control.value;
  }
  return values as Values<Name>;
}

/** The fields that the API refused, and whether each refusal has one: `body.adresse.ville` is the field `ville`. */
function refusedNames<Name extends string>({ problem }: ApiError, form: HTMLFormElement | null) {
  const known = new Set(controlsOf(form).map(({ name }) => name));
  const paths = (problem?.erreurs ?? []).map(({ chemin }) => chemin.replace(/^body\./, ''));
  const names = paths.map((path) => [path, path.split('.').at(-1)].find((name = '') => known.has(name)));
  return {
    names: names.filter((name) => name !== undefined) as Name[],
    all: names.length > 0 && !names.includes(undefined),
  };
}

const nameOf = <Name extends string>(target: EventTarget): Name => (target as HTMLInputElement).name as Name;

/** These fields with their sentences, those without one left out. */
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

/** How long after a pointer went up its click may come, and how often to look, in milliseconds. */
const CLICK_MS = 100;
const LOOK_MS = 50;

/**
 * Runs something at once, or after the click that is under way: a sentence that appears moves what is below it, and the
 * click on a button there would miss.
 */
function useAfterClick(): (run: () => void) => void {
  const clicking = useRef(false);
  useEffect(() => {
    const listeners = new AbortController();
    const options = { capture: true, signal: listeners.signal };
    const set = (value: boolean) => () => {
      clicking.current = value;
    };
    // of a finger, the click and the change of focus come after it went up; of a drag there is no click
    const endSoon = () => setTimeout(set(false), CLICK_MS);
    window.addEventListener('pointerdown', set(true), options);
    window.addEventListener('click', set(false), options);
    window.addEventListener('pointerup', endSoon, options);
    window.addEventListener('pointercancel', endSoon, options);
    return () => listeners.abort();
  }, []);
  return function afterClick(run) {
    if (clicking.current) setTimeout(() => afterClick(run), LOOK_MS);
    else run();
  };
}
