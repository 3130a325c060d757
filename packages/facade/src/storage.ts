/** `sessionStorage` belongs to one tab, `localStorage` to the browser. */
type Area = 'sessionStorage' | 'localStorage';

/** What could not be stored. */
const memory = new Map<string, string | null>();

/** A text that this browser keeps, else null. */
export function readStored(area: Area, name: string): string | null {
  const unstored = memory.get(name);
  if (unstored !== undefined) return unstored;
  try {
    return window[area].getItem(name);
  } catch {
    return null;
  }
}

/**
 * Keeps a text in this browser; null deletes it. Where storage is full, missing or denied, the text lasts until the page is
 * left. Like `apiQuery`, every release contains its own copy of this module.
 */
export function writeStored(area: Area, name: string, text: string | null): void {
  memory.delete(name);
  try {
    if (text === null) window[area].removeItem(name);
    else window[area].setItem(name, text);
  } catch {
    memory.set(name, text);
  }
}
