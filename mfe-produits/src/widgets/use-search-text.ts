import { useNavigate, useNavigation, useSearchParams } from '@boutique/facade';
import { useEffect, useEffectEvent, useState } from 'react';
import { type CatalogueFilters, catalogueHref, readFilters } from '../api/catalogue-filters.ts';

/** The time between the last key and filtering the catalogue, in milliseconds. */
const PAUSE = 200;

/**
 * The text of the search field. On the catalogue's page, typing filters, and the results start at the top; the field shows
 * the typed text until the search, then the address's. On other pages typing changes nothing but the text.
 */
export function useSearchText(inCatalogue: boolean) {
  const navigate = useNavigate();
  const idle = useNavigation().state === 'idle';
  const [params] = useSearchParams();
  const filters: CatalogueFilters = inCatalogue ? readFilters(params) : {};
  const { q = '' } = filters;
  const [draft, setDraft] = useState<string | null>(null);
  /** The last search, until the page has it: the page gets its new address a moment later. */
  const [sent, setSent] = useState<string | null>(null);
  if (sent === q) setSent(null);
  else if (draft === q && sent === null) setDraft(null);

  const search = (text: string) => {
    if (inCatalogue) setSent(text);
    void navigate(catalogueHref({ ...filters, q: text }), { replace: inCatalogue });
  };
  const searchSettled = useEffectEvent(search);
  useEffect(() => {
    // not while another page loads, because this would cancel it
    if (!inCatalogue || draft === null || !idle) return;
    const timer = setTimeout(() => searchSettled(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [inCatalogue, draft, idle]);
  return { text: draft ?? q, setText: setDraft, search, filters };
}
