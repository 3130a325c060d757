import { keepPreviousData, useQuery, useShell } from '@boutique/facade';
import { useEffect, useState } from 'react';
import { listQuery } from './list-produits.ts';

/** How many products the search field suggests. */
const LIMIT = 6;
/** The time between the last key and the request, in milliseconds. */
const PAUSE = 150;

/**
 * The products that match a text best, after a pause in typing; none for less than two characters.
 * Until they arrive, those for the previous text stay, and `current` is false.
 */
export function useSuggestions(text: string) {
  const { locale } = useShell();
  const q = useSettled(text);
  const { data, isError, isPlaceholderData } = useQuery({
    ...listQuery({ q, langue: locale, limite: LIMIT }),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  return { data, isError, current: q === text && !isPlaceholderData };
}

/** The last value that has not changed for `PAUSE`. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
