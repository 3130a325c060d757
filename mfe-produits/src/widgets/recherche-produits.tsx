import { useLocation, useNavigate } from '@boutique/facade';
import { SearchField } from '@boutique/ui/search-field';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useSuggestions } from '../api/suggest-produits.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recherche-produits.module.css';
import { type Choice, Suggestions } from './suggestions.tsx';

/**
 * The search field of the page's header, with suggestions: a combobox with a listbox popup (WAI-ARIA APG).
 * "/" brings the focus here from anywhere.
 */
export default function RechercheProduits() {
  const { search: texts } = useTexts();
  const navigate = useNavigate();
  const listId = useId();
  const root = useRef<HTMLFormElement>(null);
  const [text, setText] = useSearchText();
  const [open, setOpen] = useState(false);
  /** Index of the choice that Enter takes; -1 is the text itself. */
  const [active, setActive] = useState(-1);
  const q = text.trim();
  const { data, isError, current } = useSuggestions(open ? q : '');
  useSlashKey(root);

  const asked = open && q.length > 1;
  const choices: Choice[] =
    asked && data && data.total > 0
      ? [
          ...data.items.map((produit) => ({ href: `/produits/${produit.slug}`, produit })),
          { href: catalogueHref({ q }), total: data.total },
        ]
      : [];
  const answered = asked && current && (data !== undefined || isError);
  const message = data ? (data.total > 0 ? texts.found(data.items.length) : texts.none(q)) : texts.failed;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const go = (href: string) => {
    close();
    void navigate(href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setOpen(true);
      // the text itself is one more stop on the round
      setActive((index) => ((index + 1 + step + choices.length + 1) % (choices.length + 1)) - 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (answered || choices.length > 0) close();
      else setText('');
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is no form, and jsdom does not know it
    <form
      ref={root}
      role="search"
      aria-label={texts.label}
      className={styles.widget}
      action="/produits"
      onSubmit={(event) => {
        event.preventDefault();
        go(choices[active]?.href ?? catalogueHref({ q }));
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <SearchField
        name="q"
        label={texts.label}
        placeholder={texts.placeholder}
        clearLabel={texts.clear}
        value={text}
        onChange={(value) => {
          setText(value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-keyshortcuts="/"
        {...(active >= 0 && { 'aria-activedescendant': `${listId}-${active}` })}
      />
      {choices.length > 0 ? (
        <Suggestions id={listId} choices={choices} active={active} outdated={!current} onChoose={close} />
      ) : (
        answered && <p className={`${styles.popup} ${styles.message}`}>{message}</p>
      )}
      <VisuallyHidden>
        <span role="status">{answered && message}</span>
      </VisuallyHidden>
    </form>
  );
}

/** The field's text: on the catalogue what its address searches for, elsewhere nothing, until one types. */
function useSearchText() {
  const { pathname, search } = useLocation();
  const searched = pathname === '/produits' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const [text, setText] = useState(searched);
  const [place, setPlace] = useState(pathname + searched);
  if (place !== pathname + searched) {
    setPlace(pathname + searched);
    setText(searched);
  }
  return [text, setText] as const;
}

function useSlashKey(root: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      root.current?.querySelector('input')?.focus();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [root]);
}
