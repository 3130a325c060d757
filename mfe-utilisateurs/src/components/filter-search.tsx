import { SearchField } from '@boutique/ui/search-field';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** The pause in typing before the list is requested, in milliseconds. */
const PAUSE_MS = 300;

/** The search of a list, kept in the page's address, which follows the typed text. */
export function FilterSearch({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (q: string) => void;
}) {
  const { clear } = useTexts().administration;
  // null while no text is being typed: then the field shows the address's search, also after a step back
  const [typed, setTyped] = useState<string | null>(null);
  const commit = useEffectEvent((text: string) => {
    if (text !== value) onChange(text);
    setTyped(null);
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => commit(typed), typed === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField
      name="q"
      label={label}
      placeholder={label}
      clearLabel={clear}
      value={typed ?? value}
      onChange={setTyped}
    />
  );
}
