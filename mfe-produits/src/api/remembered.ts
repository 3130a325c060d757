/**
 * A list of texts in this browser's storage, the newest first. Any other content, for example of an older version, is ignored,
 * and without storage the list is empty.
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
    // the storage is full, or forbidden
  }
}
