import { SearchField } from '@boutique/ui/search-field';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './catalogue-search.module.css';

/** How long after the last key the search starts, in milliseconds. */
const PAUSE = 200;

interface Props {
  /** The search that the address holds. */
  q: string;
  onSearch: (q: string) => void;
}

/** Searches while one types. Between two searches the field shows what was typed, otherwise what the address says. */
export function CatalogueSearch({ q, onSearch }: Props) {
  const { catalogue: texts } = useTexts();
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === q) setDraft(null);
  const search = useEffectEvent(onSearch);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => search(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [draft]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is no form, and jsdom does not know it
    <form
      role="search"
      aria-label={texts.search}
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(draft ?? q);
      }}
    >
      <SearchField
        label={texts.search}
        placeholder={texts.placeholder}
        clearLabel={texts.clearSearch}
        value={draft ?? q}
        onChange={setDraft}
      />
    </form>
  );
}
