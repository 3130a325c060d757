import { QUERY_LENGTH } from '@boutique/contracts/limits';
import { useSearchParams } from '@boutique/facade';

/**
 * Filters in the page's address, so a link or a reload shows the same list.
 * @param choices by filter: the values that the API takes, of which any other counts as absent; null for a typed text
 */
export function useFilters<Name extends string>(choices: Readonly<Record<Name, readonly string[] | null>>) {
  const [search, setSearch] = useSearchParams();
  const names = Object.keys(choices) as Name[];
  const valueIn = (name: Name): string => {
    const value = search.get(name) ?? '';
    return choices[name]?.includes(value) === false || value.length > QUERY_LENGTH.q ? '' : value;
  };
  const values = Object.fromEntries(names.map((name) => [name, valueIn(name)])) as Record<Name, string>;
  const apply = (changes: Partial<Record<Name, string>>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string | undefined>(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  // a choice from before hydration is told in a layout effect, in which the router does not navigate yet
  const write = (changes: Partial<Record<Name, string>>) => queueMicrotask(() => apply(changes));
  return {
    values,
    active: names.some((name) => values[name] !== ''),
    set: (name: Name, value: string) => write({ [name]: value } as Partial<Record<Name, string>>),
    reset: () => write(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>),
  };
}
