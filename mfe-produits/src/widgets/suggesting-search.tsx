import { useNavigate } from '@boutique/facade';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { type KeyboardEvent, useId, useState } from 'react';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useSuggestions } from '../api/suggest-produits.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recherche-produits.module.css';
import { SearchForm } from './search-form.tsx';
import { type Choice, Suggestions } from './suggestions.tsx';

/** Suggests products while one types; Enter leads to the catalogue. A combobox with a listbox popup (WAI-ARIA APG). */
export function SuggestingSearch() {
  const { search: texts } = useTexts();
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  /** Index of the choice that Enter takes; -1 is the text itself. */
  const [active, setActive] = useState(-1);
  const q = text.trim();
  const { data, isError, current } = useSuggestions(open ? q : '');

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
    <SearchForm
      label={texts.label}
      placeholder={texts.placeholder}
      clearLabel={texts.clear}
      value={text}
      onChange={(value) => {
        setText(value);
        setOpen(true);
        setActive(-1);
      }}
      onSearch={() => {
        close();
        void navigate(choices[active]?.href ?? catalogueHref({ q }));
      }}
      onLeave={close}
      onKeyDown={onKeyDown}
      role="combobox"
      aria-autocomplete="list"
      aria-expanded={choices.length > 0}
      aria-controls={listId}
      {...(active >= 0 && { 'aria-activedescendant': `${listId}-${active}` })}
    >
      {choices.length > 0 ? (
        <Suggestions id={listId} choices={choices} active={active} outdated={!current} onChoose={close} />
      ) : (
        answered && <p className={`${styles.popup} ${styles.message}`}>{message}</p>
      )}
      <VisuallyHidden>
        <span role="status">{answered && message}</span>
      </VisuallyHidden>
    </SearchForm>
  );
}
