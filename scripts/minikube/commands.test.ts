import { expect, test } from 'vitest';
import { read } from './commands.ts';

/** More than a pipe holds, so that writing it fails when nobody reads. */
const INPUT = 'x'.repeat(2 ** 20);

test('a command may end without reading its input', async () => {
  expect(await read(process.execPath, ['-e', 'console.log("done")'], INPUT)).toBe('done\n');
  await expect(read(process.execPath, ['-e', 'console.error("refused"); process.exit(3)'], INPUT)).rejects.toThrow(
    'refused',
  );
});
