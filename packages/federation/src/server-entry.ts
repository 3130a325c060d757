import path from 'node:path';
import { SERVER_BASE_MODULE, SERVER_MODULES } from '@boutique/contracts/release';
import react from '@vitejs/plugin-react';
import { build, type RenderBuiltAssetUrl } from 'vite';

/** The source of the one module that a slice exposes, to browsers and to the renderer. */
export const SLICE_SOURCE = 'src/exposes/slice.ts';

/** The file of a release that the gateway's renderer evaluates. */
export const SERVER_ENTRY = 'server.cjs';

/**
 * Builds the slice's module a second time, for the gateway's renderer: one CommonJS file that contains every page and
 * widget. CommonJS, because each evaluation gets its modules from a `require` of its own and can be collected
 * afterwards. CSS modules have the same classes as in the browsers' build. It is not minified, so that the renderer's
 * errors name functions and readable lines.
 * @throws Error from Rolldown, also for an `await` outside a function: CommonJS does not allow it
 */
export async function buildServerEntry(root: string): Promise<string> {
  const external = [...SERVER_MODULES];
  const result = await build({
    configFile: false,
    root,
    base: './',
    publicDir: false,
    mode: 'production',
    logLevel: 'warn',
    plugins: [react()],
    // the renderer has no `process`
    define: { 'process.env.NODE_ENV': '"production"' },
    experimental: { renderBuiltUrl: assetUrl },
    // `noExternal` would put the shared modules into the file, too, if Rolldown were not told as well
    ssr: { noExternal: true, external },
    build: {
      ssr: SLICE_SOURCE,
      write: false,
      target: 'es2023',
      minify: false,
      rolldownOptions: {
        external: [...external, SERVER_BASE_MODULE],
        output: { format: 'cjs', strict: true, codeSplitting: false, entryFileNames: SERVER_ENTRY, comments: false },
      },
    },
  });
  const [output, ...more] = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  if (output?.type !== 'chunk' || more.length > 0)
    throw new Error(`one file is expected from ${SLICE_SOURCE}, not also ${more.map(({ fileName }) => fileName)}`);
  return output.code;
}

/**
 * Makes the URLs of a slice's own files (pictures and the like) equal in both builds: paths without host, below the
 * path of the release, which only the gateway knows.
 */
export const assetUrl: RenderBuiltAssetUrl = (filename, { hostId, hostType, ssr }) => {
  if (hostType !== 'js' || /\.(?:js|css)$/.test(filename)) return undefined;
  if (ssr) return { runtime: `require(${JSON.stringify(SERVER_BASE_MODULE)}) + ${JSON.stringify(filename)}` };
  const relative = path.posix.relative(path.posix.dirname(hostId), filename);
  return { runtime: `new URL(${JSON.stringify(relative)}, import.meta.url).pathname` };
};
