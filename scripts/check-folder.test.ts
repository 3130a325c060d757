import { expect, test } from 'vitest';
import { checkFolder } from './check-folder.ts';

test.each(['/home/a/C#/boutique', 'C:\\a\\100 %\\boutique', '/home/a?b/boutique', "/home/o'brien/boutique"])(
  '%s is refused in one sentence',
  (folder) => {
    expect(() => checkFolder(folder)).toThrow(
      /^Vite cannot build in a folder whose path contains "[#?%']": move .* elsewhere\.$/,
    );
  },
);

test.each(['/home/a/Ma boutique (1) & une autre/é', 'C:\\Users\\Zoé\\boutique'])(
  '%s is a folder like any other',
  (folder) => {
    expect(() => checkFolder(folder)).not.toThrow();
  },
);
