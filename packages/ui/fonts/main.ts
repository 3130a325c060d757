import { readFile, writeFile } from 'node:fs/promises';
import { facesOf, subset } from './subset.ts';

/** Writes the font files that base.css names. */
const css = await readFile(new URL('../src/base.css', import.meta.url), 'utf8');
for (const face of facesOf(css)) {
  const file = await subset(face);
  await writeFile(new URL(face.name, import.meta.url), file);
  console.log(`${face.name}: ${face.codePoints.length} characters, ${Math.round(file.length / 1000)} kB`);
}
