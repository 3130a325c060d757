import path from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import { compressFiles } from './compress-files.ts';
import { removeBundlerNotes } from './release-files.ts';

/** Leaves in the build what is served, each text file with its compressed copies. */
export function compressPlugin(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'boutique:compress',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const folder = path.resolve(config.root, config.build.outDir);
        await removeBundlerNotes(folder);
        await compressFiles(folder);
      },
    },
  };
}
