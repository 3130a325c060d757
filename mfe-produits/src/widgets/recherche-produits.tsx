import { matchPath, useHref, useLocation, useNavigate } from '@boutique/facade';
import { SearchField } from '@boutique/ui/search-field';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useSuggestions } from '../api/suggest-produits.ts';
import { HiddenFilters } from '../components/hidden-filters.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recherche-produits.module.css';
import { type Choice, Suggestions } from './suggestions.tsx';
import { useSearchText } from './use-search-text.ts';

/** The shop's search field, in the header. On the catalogue's page it filters, on others it suggests. */
export default function RechercheProduits() {
  const { pathname } = useLocation();
  // on another page a new search begins: the key drops the typed text
  return <Search key={pathname} inCatalogue={matchPath('/produits', pathname) !== null} />;
}

/**
 * A search landmark around one field; "/" brings the focus here from anywhere. Outside the catalogue it is a combobox
 * with a listbox popup (WAI-ARIA APG), and Enter leads to the catalogue.
 */
function Search({ inCatalogue }: { inCatalogue: boolean }) {
  const { catalogue, search: texts } = useTexts();
  const navigate = useNavigate();
  const root = useRef<HTMLFormElement>(null);
  useSlashKey(root);
  const listId = useId();
  const { text, setText, search, filters } = useSearchText(inCatalogue);
  const [open, setOpen] = useState(false);
  /** Index of the choice for Enter; -1 is the text itself. */
  const [active, setActive] = useState(-1);
  const q = text.trim();
  const asking = open && !inCatalogue;
  const { data, isError, proposition, current } = useSuggestions(asking ? q : '');

  const asked = asking && q.length > 1;
  const choices: Choice[] =
    asked && data && data.total > 0
      ? [
          ...data.items.map((produit) => ({ href: `/produits/${produit.slug}`, produit })),
          { href: catalogueHref({ q }), total: data.total },
        ]
      : asked && current && proposition
        ? [{ href: catalogueHref({ q: proposition.q }), proposition }]
        : [];
  const answered = asked && current && (data !== undefined || isError);
  const message = data ? (data.total > 0 ? texts.found(data.items.length) : texts.none(q)) : texts.failed;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setOpen(true);
      // the arrow keys also stop at the text itself
      setActive((index) => ((index + 1 + step + choices.length + 1) % (choices.length + 1)) - 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (answered || choices.length > 0) close();
      else setText('');
    }
  };
  const [label, placeholder, clearLabel] = inCatalogue
    ? [catalogue.search, catalogue.placeholder, catalogue.clearSearch]
    : [texts.label, texts.placeholder, texts.clear];

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not a form, and jsdom does not know it
    <form
      ref={root}
      role="search"
      aria-label={label}
      className={styles.form}
      // without scripts, the form sends the text
      action={useHref('/produits')}
      onSubmit={(event) => {
        event.preventDefault();
        close();
        const chosen = choices[active];
        if (chosen) void navigate(chosen.href);
        else search(inCatalogue ? text : q);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <HiddenFilters filters={{ ...filters, q: undefined }} />
      <SearchField
        name="q"
        aria-keyshortcuts="/"
        label={label}
        placeholder={placeholder}
        clearLabel={clearLabel}
        value={text}
        onChange={(value) => {
          setText(value);
          setOpen(true);
          setActive(-1);
        }}
        {...(!inCatalogue && {
          role: 'combobox',
          'aria-autocomplete': 'list',
          'aria-expanded': choices.length > 0,
          'aria-controls': listId,
          onKeyDown,
          ...(active >= 0 && { 'aria-activedescendant': `${listId}-${active}` }),
        })}
      />
      {choices.length > 0 ? (
        <Suggestions
          id={listId}
          choices={choices}
          message={data?.total === 0 ? message : undefined}
          active={active}
          outdated={!current}
          onChoose={close}
        />
      ) : (
        answered && <p className={`${styles.popup} ${styles.message}`}>{message}</p>
      )}
      {!inCatalogue && (
        <VisuallyHidden>
          <span role="status">
            {answered && message}
            {answered && proposition && `. ${catalogue.tryInstead(proposition.q, proposition.nombre)}`}
          </span>
        </VisuallyHidden>
      )}
    </form>
  );
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
