/**
 * The query as it is sent: without values that are undefined or '', sorted by name. One request then has one URL,
 * whether the gateway preloads it or the page asks for it, and one key in the page's cache.
 */
export const sentQuery = (query: Readonly<Record<string, unknown>> = {}): [name: string, value: unknown][] =>
  Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** The sent query as the end of a URL, with its `?`; '' when nothing is sent. */
export function queryString(query?: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams(sentQuery(query).map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `?${search}` : '';
}

/**
 * Expands `{name}` and `{?a,b}` of RFC 6570, the two forms in a slice's declared requests, to the URL that `ApiClient`
 * asks for. Null when a `{name}` has no value.
 */
export function expandRequest(
  template: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  const valueFor = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  const optional: Record<string, string | undefined> = {};
  let missing = false;
  const expanded = template.replace(/\{(\??)([\w,]+)\}/g, (_, query: string, names: string) => {
    if (query) {
      for (const name of names.split(',')) optional[name] = valueFor(name);
      return '';
    }
    const value = valueFor(names);
    missing ||= !value;
    return encodeURIComponent(value ?? '');
  });
  const [path = '', ...fixed] = expanded.split('?');
  return missing
    ? null
    : path + queryString({ ...Object.fromEntries(new URLSearchParams(fixed.join('?'))), ...optional });
}
