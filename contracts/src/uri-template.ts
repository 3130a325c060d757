/**
 * Expands `{name}` and `{?a,b}` of RFC 6570, the two forms that a slice's declared requests use.
 * Variables that are absent or empty are left out, as in `ApiClient`; null when a `{name}` has no value.
 */
export function expandRequest(
  template: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  const valueFor = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  let missing = false;
  const expanded = template.replace(/\{(\??)([\w,]+)\}/g, (_, query: string, names: string) => {
    if (query) {
      const search = new URLSearchParams(
        names.split(',').flatMap((name): [string, string][] => {
          const value = valueFor(name);
          return value ? [[name, value]] : [];
        }),
      );
      return search.size > 0 ? `?${search}` : '';
    }
    const value = valueFor(names);
    missing ||= !value;
    return encodeURIComponent(value ?? '');
  });
  return missing ? null : expanded;
}
