import { useNavigate, useNavigation, useSearchParams } from '@boutique/facade';
import { useEffect, useEffectEvent, useState } from 'react';
import { catalogueHref, readFilters } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SearchForm } from './search-form.tsx';

/** How long after the last key the search starts, in milliseconds. */
const PAUSE = 200;

/**
 * Filters the catalogue while one types; its results start at the top. Between two searches the field shows what was
 * typed, otherwise what the address says.
 */
export function CatalogueSearch() {
  const { catalogue: texts } = useTexts();
  const navigate = useNavigate();
  const idle = useNavigation().state === 'idle';
  const [params] = useSearchParams();
  const filters = readFilters(params);
  const { q = '' } = filters;
  const [draft, setDraft] = useState<string | null>(null);
  /** What was searched for last, until the page shows it: the address that it is rendered with comes a moment later. */
  const [sent, setSent] = useState<string | null>(null);
  if (sent === q) setSent(null);
  else if (draft === q && sent === null) setDraft(null);

  const search = (text: string) => {
    setSent(text);
    void navigate(catalogueHref({ ...filters, q: text }), { replace: true });
  };
  const searchSettled = useEffectEvent(search);
  useEffect(() => {
    // not while another page loads: this would call it off
    if (draft === null || !idle) return;
    const timer = setTimeout(() => searchSettled(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [draft, idle]);

  return (
    <SearchForm
      label={texts.search}
      placeholder={texts.placeholder}
      clearLabel={texts.clearSearch}
      value={draft ?? q}
      onChange={setDraft}
      onSearch={() => search(draft ?? q)}
    />
  );
}
