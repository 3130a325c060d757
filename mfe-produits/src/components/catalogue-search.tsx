import { SearchField } from '@boutique/ui/search-field';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';

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
    <SearchField
      label={texts.search}
      placeholder={texts.placeholder}
      clearLabel={texts.clearSearch}
      value={draft ?? q}
      onChange={setDraft}
    />
  );
}
