import { useNavigate, useNavigation, useSearchParams } from '@boutique/facade';
import { useEffect, useEffectEvent, useState } from 'react';
import { catalogueHref, readFilters } from '../api/catalogue-filters.ts';

/** How long after the last key the catalogue is filtered, in milliseconds. */
const PAUSE = 200;

/**
 * The text of the search field. In the catalogue it filters while one types, and the results start at the top; between
 * two searches the field shows what was typed, otherwise what the address says. Elsewhere it does nothing by itself.
 */
export function useSearchText(inCatalogue: boolean) {
  const navigate = useNavigate();
  const idle = useNavigation().state === 'idle';
  const [params] = useSearchParams();
  const filters = inCatalogue ? readFilters(params) : {};
  const { q = '' } = filters;
  const [draft, setDraft] = useState<string | null>(null);
  /** What was searched for last, until the page shows it: the address that it is rendered with comes a moment later. */
  const [sent, setSent] = useState<string | null>(null);
  if (sent === q) setSent(null);
  else if (draft === q && sent === null) setDraft(null);

  const search = (text: string) => {
    if (inCatalogue) setSent(text);
    void navigate(catalogueHref({ ...filters, q: text }), { replace: inCatalogue });
  };
  const searchSettled = useEffectEvent(search);
  useEffect(() => {
    // not while another page loads: this would call it off
    if (!inCatalogue || draft === null || !idle) return;
    const timer = setTimeout(() => searchSettled(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [inCatalogue, draft, idle]);
  return { text: draft ?? q, setText: setDraft, search };
}
