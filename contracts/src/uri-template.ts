/**
 * Expands `{name}` and `{?a,b}` of RFC 6570, the two forms that a slice's declared requests use.
 * Variables that are absent or empty are left out, as in `ApiClient`; null when a `{name}` has no value.
 */
export function expandRequest(
  template: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  let missing = false;
  const expanded = template.replace(/\{(\??)([\w,]+)\}/g, (_, query: string, names: string) => {
    if (query) {
      const search = new URLSearchParams(
        names.split(',').flatMap((name) => (variables[name] ? [[name, variables[name]] as [string, string]] : [])),
      );
      return search.size > 0 ? `?${search}` : '';
    }
    missing ||= !variables[names];
    return encodeURIComponent(variables[names] ?? '');
  });
  return missing ? null : expanded;
}
