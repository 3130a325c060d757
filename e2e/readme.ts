import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './shop.ts';

/**
 * The shell commands below a heading of a Markdown file, as they are written and in their order, without comments. A command
 * over several lines is one. @throws Error when there are none
 */
export async function commandsBelow(heading: string, file: string): Promise<string[]> {
  const text = await readFile(path.join(root, file), 'utf8');
  const [, below = ''] = text.split(`\n${heading}\n`);
  const [section = ''] = below.split(/^##+ /m);
  const commands = [...section.matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block = '']) => block.replaceAll(/\\\n */g, '').split('\n'))
    .map((line) => line.replace(/ +#.*/, ''))
    .filter(Boolean);
  if (commands.length === 0) throw new Error(`${file} has no commands below "${heading}"`);
  return commands;
}
