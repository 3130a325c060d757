import { keepPreviousData, useQuery, useShell } from '@boutique/facade';
import { useEffect, useState } from 'react';
import { listQuery } from './list-produits.ts';
import { facettesQuery } from './read-facettes.ts';

/** How many products the search field suggests. */
const LIMIT = 6;
/** The time between the last key and the request, in milliseconds. */
const PAUSE = 150;

/**
 * The products that match a text best, after a pause in typing; none for less than two characters. Without any, the
 * nearest search that finds some. Until they arrive, those for the previous text stay, and `current` is false.
 */
export function useSuggestions(text: string) {
  const { locale } = useShell();
  const q = useSettled(text);
  const { data, isError, isPlaceholderData } = useQuery({
    ...listQuery({ q, langue: locale, limite: LIMIT }),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  const inVain = !isPlaceholderData && data?.total === 0;
  const offer = useQuery({ ...facettesQuery({ q, langue: locale }), enabled: inVain });
  return {
    data,
    isError,
    proposition: inVain ? offer.data?.proposition : undefined,
    current: q === text && !isPlaceholderData && !(inVain && offer.isPending),
  };
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
