/** What this tab keeps under a name, over reloads; null when there is nothing, or a browser that keeps nothing. */
export function readStored<Value>(name: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as Value | null;
  } catch {
    return null;
  }
}

/** Keeps a value for this tab; null forgets it. */
export function store(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // nothing is kept: the page works, a reload begins anew
  }
}
