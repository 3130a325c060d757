import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DISCOVERY_SCHEMA, type DiscoveryDocument } from '@boutique/contracts/frontends';
import { expandRequest } from '@boutique/contracts/uri-template';
import type { Manifest } from 'vite';
import type { Bundle } from './build.ts';

/**
 * Composes the page of an address as a good single-page shop would: its own modules, texts, styles and first API
 * requests are preloaded. The shell's router reads the slices from a discovery document, here as from the gateway.
 */
export async function createPages({ folder, root, slices }: Bundle): Promise<(address: URL) => string> {
  const manifest = JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
  const built = await readFile(path.join(folder, 'index.html'), 'utf8');
  // the start's own stylesheet names the order of the layers, but Vite puts that of the common chunk first
  const html = built.replace(/(<link rel="stylesheet"[^>]+>\s*)(<link rel="stylesheet"[^>]+>\s*)/, '$2$1');
  const texts = Object.values(manifest).filter(({ name }) => name === 'texts-fr');
  if (texts.length !== 1) throw new Error(`one file of French texts is expected, the build has ${texts.length}`);
  const font = Object.values(manifest)
    .flatMap(({ assets = [] }) => assets)
    .find((file) => /inter-latin-wght/.test(file));
  if (!font) throw new Error('the build has no font to preload');
  const pages = slices.flatMap(({ folder, declaration }) =>
    declaration.routes.map(({ path: pathname, page, requests }) => {
      const file = path.relative(root, path.join(folder, page));
      if (!manifest[file]) throw new Error(`${file} is no chunk of the bundle`);
      return { pattern: new URLPattern({ pathname }), files: closureOf(manifest, file), requests };
    }),
  );
  const discovery = JSON.stringify(discoveryOf(slices)).replaceAll('<', '\\u003c');
  return ({ pathname, searchParams }) => {
    const page = pages.find(({ pattern }) => pattern.test({ pathname }));
    const variables = {
      ...Object.fromEntries(searchParams),
      ...page?.pattern.exec({ pathname })?.pathname.groups,
      langue: 'fr',
    };
    const head = [
      `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}">`,
      ...[...(page?.files ?? []), ...texts.map(({ file }) => file)]
        .filter((file) => !html.includes(`/${file}"`))
        .map((file) =>
          file.endsWith('.css')
            ? `<link rel="preload" as="style" crossorigin href="/${file}">`
            : `<link rel="modulepreload" crossorigin href="/${file}">`,
        ),
      ...(page?.requests ?? [])
        .map((request) => expandRequest(request, variables))
        .filter((request) => request !== null)
        .map((request) => `<link rel="preload" as="fetch" crossorigin href="${request.replaceAll('&', '&amp;')}">`),
      `<script type="application/json" id="discovery">${discovery}</script>`,
    ];
    return html.replace('<!--boutique:head-->', () => head.join('\n    '));
  };
}

/** The files of a chunk and of its static imports. */
function closureOf(manifest: Manifest, key: string, files = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) closureOf(manifest, imported, files);
  return files;
}

const discoveryOf = (slices: Bundle['slices']): DiscoveryDocument => ({
  schema: DISCOVERY_SCHEMA,
  microFrontends: Object.fromEntries(
    slices.map(({ declaration: { name, routes, navigation, widgets } }) => [
      name,
      [
        {
          url: `/${name}`,
          metadata: { integrity: '', version: '1.0.0' },
          deployment: { traffic: 100, default: true },
          extras: {
            module: name,
            routes: routes.map(({ path, requests }) => ({ path, requests })),
            navigation,
            widgets: widgets.map(({ module, ...widget }) => widget),
          },
        },
      ],
    ]),
  ),
});
