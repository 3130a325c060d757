import type { Plugin } from 'vite';

/**
 * Keeps which file of a build contains which source, and which files a file imports. Vite's manifest does not tell this
 * for sources that were put together into one file.
 */
export function recordChunks() {
  const files = new Map<
    string,
    { imports: readonly string[]; modules: readonly string[]; styles: readonly string[] }
  >();
  const plugin: Plugin = {
    name: 'boutique:record-chunks',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        files.clear();
        for (const [file, output] of Object.entries(bundle)) {
          if (output.type !== 'chunk') continue;
          const { imports, moduleIds, viteMetadata } = output;
          files.set(file, { imports, modules: moduleIds, styles: [...(viteMetadata?.importedCss ?? [])] });
        }
      },
    },
  };
  /** The file and all files that it imports statically. */
  const closureOf = (file: string, found = new Set<string>()): string[] => {
    found.add(file);
    for (const imported of files.get(file)?.imports ?? []) if (!found.has(imported)) closureOf(imported, found);
    return [...found];
  };
  return {
    plugin,
    closureOf,
    /** The file that contains a source, and its imports; none when the build does not contain it. */
    filesOf: (source: string): string[] =>
      [...files].flatMap(([file, { modules }]) => (modules.includes(source) ? closureOf(file) : [])),
    stylesOf: (file: string): readonly string[] => files.get(file)?.styles ?? [],
  };
}
