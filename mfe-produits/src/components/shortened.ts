/** Search engines show about this number of characters of a description. */
const LONGEST_DESCRIPTION = 160;

/** The beginning of a text, on one line, cut between two words. */
export function shortened(text: string): string {
  const line = text.replace(/[ \t\r\n]+/g, ' ').trim();
  if (line.length <= LONGEST_DESCRIPTION) return line;
  const cut = line.slice(0, LONGEST_DESCRIPTION);
  const end = cut.lastIndexOf(' ');
  // a single long word is cut, but not within a character of two units
  const beginning = end > 0 ? cut.slice(0, end) : cut.slice(0, -1).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning.replace(/[\s,;:.–-]+$/, '')}…`;
}
