/**
 * A list of texts that this browser remembers, the newest first. Whatever else may be there (an older version's, somebody's
 * experiment) counts as nothing; a browser that keeps nothing remembers nothing.
 */
export function readRemembered(name: string): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(name: string, values: readonly string[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(values));
  } catch {
    // full, or forbidden
  }
}
