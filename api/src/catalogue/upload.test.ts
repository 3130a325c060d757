import type { ImageTeleversee } from '@boutique/contracts/administration';
import type { Problem } from '@boutique/contracts/problems';
import sharp from 'sharp';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { browserOf, createAccount } from '../../test/people.ts';
import { produitRow } from '../../test/rows.ts';
import { deleteOrphanImages } from './images.queries.ts';

let admin: ReturnType<typeof browserOf>;
let adminId: string;

const test = base.extend('download', ({ api }) => async (url: string) => {
  const response = await api.get(url);
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, metadata: await sharp(bytes).metadata() };
});

test.beforeAll(async ({ db, api }) => {
  const account = await createAccount(db, 'admin');
  adminId = account.id;
  admin = browserOf(api, { session: account.token });
});

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2a6f97' }, limitInputPixels: false });

const upload = (bytes: Buffer, type = 'image/png', headers: Record<string, string> = {}) =>
  admin.fetch(`${admin.baseUrl}/api/images`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: new Uint8Array(bytes),
  });

async function uploaded(bytes: Buffer, type?: string): Promise<ImageTeleversee> {
  const response = await upload(bytes, type);
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as ImageTeleversee;
}

test('a photo becomes AVIF in four widths and one WebP, served with their own type and cacheable for ever', async ({
  download,
  db,
}) => {
  const image = await uploaded(await plain(1600, 1200).jpeg().toBuffer(), 'image/jpeg');
  const { fichier: main, url: mainUrl, largeur: width, hauteur: height } = image;
  expect([width, height]).toEqual([1280, 960]);
  expect(image.variantes.map(({ type, largeur }) => `${type} ${largeur}`)).toEqual([
    'image/avif 256',
    'image/avif 512',
    'image/avif 768',
    'image/avif 1280',
  ]);
  const files = [...image.variantes, { fichier: main, url: mainUrl, type: 'image/webp', largeur: width }];
  for (const { url, fichier, type, largeur } of files) {
    expect(url).toBe(`/api/images/${fichier}`);
    const { response, metadata } = await download(url);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(metadata).toMatchObject({ width: largeur, height: largeur * 0.75 });
    expect(metadata.format).toBe(type === 'image/avif' ? 'heif' : 'webp');
  }
  expect(await db('journal').where({ objet_id: image.fichier })).toMatchObject([
    { acteur_id: adminId, action: 'image-televersee', objet: 'image', details: { largeur: 1280, hauteur: 960 } },
  ]);
});

test.each([
  [200, [200]],
  [270, [270]],
  [400, [256, 400]],
  [800, [256, 512, 800]],
  [1000, [256, 512, 768, 1000]],
])('a picture %i pixels wide is never enlarged', async (width, widths) => {
  const image = await uploaded(await plain(width, width).webp().toBuffer(), 'image/webp');
  expect(image.largeur).toBe(width);
  expect(image.variantes.map(({ largeur }) => largeur)).toEqual(widths);
});

test('the stored files contain neither place, author nor orientation of a photo', async ({ download }) => {
  const photo = await plain(900, 250)
    .jpeg()
    .withExif({ IFD0: { Artist: 'Dominique', Copyright: 'secret' }, IFD3: { GPSLatitude: '48/1 51/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect((await sharp(photo).metadata()).orientation).toBe(6);
  const image = await uploaded(photo, 'image/jpeg');
  // turned by a quarter
  expect([image.largeur, image.hauteur]).toEqual([250, 900]);
  for (const { url } of image.variantes) {
    const { metadata, bytes } = await download(url);
    expect(metadata).toMatchObject({ width: 250, height: 900 });
    for (const kind of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const) expect(metadata[kind]).toBeUndefined();
    expect(bytes.includes('Dominique')).toBe(false);
  }
});

test('transparency stays', async ({ download }) => {
  const bytes = await sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
    .png()
    .toBuffer();
  for (const { url } of (await uploaded(bytes)).variantes) expect((await download(url)).metadata.hasAlpha).toBe(true);
});

test('the bytes decide on the type of a picture, not the header; the same bytes give the same files', async ({
  db,
}) => {
  const bytes = await plain(321, 321).avif().toBuffer();
  const image = await uploaded(bytes, 'image/jpeg');
  const count = async () => (await db('images').count({ n: '*' }))[0]?.n;
  const before = await count();
  expect(await uploaded(bytes, 'image/avif')).toEqual(image);
  expect(await count()).toBe(before);
});

const refusals: [string, () => Promise<Buffer> | Buffer, RegExp][] = [
  [
    'a decompression bomb of 400 megapixels',
    () => plain(20_000, 20_000).png().toBuffer(),
    /20000 × 20000 pixels ; 40 millions/,
  ],
  [
    'an AVIF that takes too much memory',
    () => plain(4_100, 4_100).avif({ effort: 0 }).toBuffer(),
    /16 millions de pixels au plus sont acceptés en AVIF : enregistrez-la en JPEG/,
  ],
  ['a picture that is too small', () => plain(199, 600).png().toBuffer(), /199 × 600 pixels ; il en faut au moins 200/],
  ['a picture that is too elongated', () => plain(4_000, 210).png().toBuffer(), /trop allongé/],
  [
    'an animation',
    async () => {
      const frame = (shade: number) => Buffer.alloc(300 * 300 * 3, shade);
      return sharp(Buffer.concat([frame(0), frame(200)]), {
        raw: { width: 300, height: 600, channels: 3, pageHeight: 300 },
      })
        .webp({ loop: 0, delay: [100, 100] })
        .toBuffer();
    },
    /animée/,
  ],
  ['a GIF', () => plain(300, 300).gif().toBuffer(), /pas une image JPEG, PNG, WebP ou AVIF/],
  ['a TIFF', () => plain(300, 300).tiff().toBuffer(), /pas une image/],
  [
    'a drawing that could ask for other files',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="9"/></svg>'),
    /pas une image/,
  ],
  ['a text', () => Buffer.from('<script>alert(1)</script>'), /pas une image/],
  ['nothing', () => Buffer.alloc(0), /pas une image/],
  [
    'half a picture',
    async () => {
      const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
      const whole = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#000', noise } })
        .jpeg()
        .toBuffer();
      return whole.subarray(0, whole.length / 2);
    },
    /abîmé ou incomplet/,
  ],
];
test.for(refusals)('refuses %s with the reason', async ([_, make, reason], { db }) => {
  const before = (await db('images').count({ n: '*' }))[0]?.n;
  const response = await upload(await make());
  expect(response.status).toBe(422);
  const problem = (await response.json()) as Problem;
  expect(problem.code).toBe('image-refusee');
  expect(problem.detail).toMatch(reason);
  expect((await db('images').count({ n: '*' }))[0]?.n).toBe(before);
});

const MAX = 8 * 1024 * 1024;

test('reads no more than 8 MB, with and without Content-Length', async () => {
  const declared = await upload(Buffer.alloc(MAX + 1));
  expect([declared.status, ((await declared.json()) as Problem).code]).toEqual([413, 'corps-trop-grand']);
  let sent = 0;
  const streamed = await admin.fetch(`${admin.baseUrl}/api/images`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: new ReadableStream({
      pull(controller) {
        sent += 1024 * 1024;
        if (sent > 10 * 1024 * 1024) controller.close();
        else controller.enqueue(new Uint8Array(1024 * 1024));
      },
    }),
    duplex: 'half',
  });
  expect([streamed.status, ((await streamed.json()) as Problem).code]).toEqual([413, 'corps-trop-grand']);
  expect((await upload(Buffer.alloc(MAX))).status).toBe(422);
});

test('refuses other types and compressed bodies', async () => {
  const bytes = await plain(300, 300).png().toBuffer();
  for (const [type, headers] of [
    ['image/svg+xml', {}],
    ['application/json', {}],
    ['image/png', { 'content-encoding': 'gzip' }],
  ] as const) {
    const response = await upload(bytes, type, headers);
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([415, 'type-non-supporte']);
  }
});

test('shoppers are served while several pictures are converted', async ({ api }) => {
  const photos = await Promise.all(
    [0, 1, 2, 3, 4].map((shade) =>
      sharp({ create: { width: 2_000, height: 1_500, channels: 3, background: `#0${shade}0${shade}0${shade}` } })
        .jpeg()
        .toBuffer(),
    ),
  );
  const uploads = photos.map((photo) => upload(photo, 'image/jpeg'));
  const started = performance.now();
  expect((await api.get('/api/produits')).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(1_000);
  for (const response of await Promise.all(uploads)) expect(response.status).toBe(201);
});

test('pictures that no product shows are deleted after a day; shown and re-uploaded ones stay', async ({ db, api }) => {
  const [shown, orphan, young, again] = await Promise.all(
    // of different shapes, so that they share no file
    [400, 500, 600, 700].map(async (height) => uploaded(await plain(500, height).png().toBuffer())),
  );
  if (!shown || !orphan || !young || !again) throw new Error('four pictures are expected');
  const variantes = shown.variantes.map(({ url, ...variante }) => variante);
  const alt = { fr: 'Une image', en: 'A picture' };
  const { fichier, largeur, hauteur } = shown;
  await db('produits').insert(
    produitRow({ actif: false, images: JSON.stringify([{ fichier, largeur, hauteur, alt, variantes }]) }),
  );
  await db('images').update({ cree_le: db.raw(`now() - interval '25 hours'`) });
  const digests = young.variantes.map((each) => each.fichier.slice(0, 64));
  await db('images')
    .whereIn('sha256', digests)
    .update({ cree_le: db.raw(`now() - interval '23 hours'`) });
  await uploaded(await plain(500, 700).png().toBuffer());

  expect(await deleteOrphanImages(db)).toBeGreaterThanOrEqual(orphan.variantes.length);
  const statuses = async ({ variantes }: ImageTeleversee) =>
    new Set(await Promise.all(variantes.map(async ({ url }) => (await api.get(url)).status)));
  for (const image of [shown, young, again]) expect(await statuses(image)).toEqual(new Set([200]));
  expect(await statuses(orphan)).toEqual(new Set([404]));
  expect(await deleteOrphanImages(db)).toBe(0);
});

test('a picture that a product is about to show is not deleted meanwhile', async ({ db, api }) => {
  const image = await uploaded(await plain(640, 640).png().toBuffer());
  const digests = image.variantes.map(({ fichier }) => fichier.slice(0, 64));
  await db('images')
    .whereIn('sha256', digests)
    .update({ cree_le: db.raw(`now() - interval '2 days'`) });
  let cleaning: Promise<number> | undefined;
  await db.transaction(async (trx) => {
    await trx('images').whereIn('sha256', digests).forKeyShare().select('sha256');
    cleaning = deleteOrphanImages(db);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { fichier, largeur, hauteur } = image;
    const variantes = image.variantes.map(({ url, ...variante }) => variante);
    const alt = { fr: 'Une image', en: 'A picture' };
    await trx('produits').insert(
      produitRow({ images: JSON.stringify([{ fichier, largeur, hauteur, alt, variantes }]) }),
    );
  });
  expect(await cleaning).toBe(0);
  expect((await api.get(image.url)).status).toBe(200);
});
