/** This tab's stored value of that name, which survives reloads; null without a value or without storage. */
export function readStored<Value>(name: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as Value | null;
  } catch {
    return null;
  }
}

/** Stores a value for this tab; null deletes it. */
export function store(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // without storage the page works, but a reload starts again
  }
}
