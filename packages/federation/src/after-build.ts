import path from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

/** A Vite plugin that processes the folder of a finished build, after every other plugin has written to it. */
export function afterBuild(name: string, run: (folder: string, config: ResolvedConfig) => Promise<void>): Plugin {
  let config: ResolvedConfig;
  let failed = false;
  return {
    name,
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    // closeBundle also runs after a failed build; an error in it would hide the real failure
    buildEnd(error) {
      failed = error !== undefined;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (!failed) await run(path.resolve(config.root, config.build.outDir), config);
      },
    },
  };
}
