import { fichierOf, pictureFiles } from '@boutique/demo-data/pictures';
import { HttpResponse, http } from 'msw';
import { problemResponse } from '../mock-problem.ts';

/** File name -> its URL on Vite's server. */
const assets = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../../demo-data/images/*', {
      eager: true,
      query: '?url',
      import: 'default',
    }),
  ).map(([path, url]) => [path.split('/').at(-1), url]),
);

/** Serves the demo pictures under their names in the API. */
export const imageHandler = http.get('*/api/images/:file', async ({ request, params }) => {
  const file = pictureFiles.find((each) => fichierOf(each) === params.file);
  const asset = file && assets[file.fichier];
  if (!asset) return problemResponse(request, 'image-introuvable', `Aucune image ${params.file}`);
  return new HttpResponse(await (await fetch(asset)).arrayBuffer(), {
    headers: {
      'content-type': file.fichier.endsWith('.avif') ? 'image/avif' : 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
});
