import { styleText } from 'node:util';

/** Formats a table. Columns are as wide as their content; the last one wraps in the rest of the terminal's width. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width = terminalWidth(),
): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0);
  const room = Math.max(20, width - before);
  const lineOf = (cells: readonly string[]) => {
    const [last = '', ...others] = [...cells].reverse();
    const start = others
      .reverse()
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
      .join('');
    return wrap(last, room)
      .map((text, line) => ((line === 0 ? start : ' '.repeat(before)) + text).trimEnd())
      .join('\n');
  };
  return [styleText('bold', lineOf(header)), ...rows.map(lineOf)].join('\n');
}

function wrap(text: string, room: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) as string;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= room) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const terminalWidth = () => process.stdout.columns ?? 100;
