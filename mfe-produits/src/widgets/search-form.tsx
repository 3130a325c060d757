import { SearchField } from '@boutique/ui/search-field';
import { type ComponentProps, type RefObject, useEffect, useRef } from 'react';
import styles from './recherche-produits.module.css';

interface Props extends ComponentProps<typeof SearchField> {
  /** Enter. */
  onSearch: () => void;
  /** The focus has left the field and what `children` shows below it. */
  onLeave?: () => void;
}

/** A search landmark around one field. "/" brings the focus here from anywhere. */
export function SearchForm({ onSearch, onLeave, children, ...field }: Props) {
  const root = useRef<HTMLFormElement>(null);
  useSlashKey(root);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is no form, and jsdom does not know it
    <form
      ref={root}
      role="search"
      aria-label={field.label}
      className={styles.form}
      action="/produits"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onLeave?.();
      }}
    >
      <SearchField name="q" aria-keyshortcuts="/" {...field} />
      {children}
    </form>
  );
}

function useSlashKey(root: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
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
