import { createHash } from 'node:crypto';
import { IMAGE_MAX_PIXELS } from '@boutique/contracts/administration';
import sharp, { type Metadata, type OutputInfo } from 'sharp';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Image } from './images.queries.ts';

/** One encoding of a picture, ready to be stored; width and height in pixels. */
export interface EncodedPicture extends Image {
  type: 'image/avif' | 'image/webp';
  fichier: string;
  largeur: number;
  hauteur: number;
}

const WIDTHS = [400, 800, 1200];
const MIN_SIDE = 200;
/** Decoding AVIF takes 18 bytes of memory per pixel, the other formats 3 to 6: of 40 megapixels, 730 MB and 100 to 250. */
const AVIF_MAX_PIXELS = 16_000_000;
/** Longer ones fit no frame of a page, and WebP has no side of more than 16 383 pixels. */
const MAX_RATIO = 10;
/** Of a photo of 12 megapixels, all six take 1.4 s on one core; with effort 4, the default, 10 s for files 5 % smaller. */
const AVIF = { quality: 55, effort: 2 };
const WEBP = { quality: 80 };
/** For all of it: proxies wait 15 s. */
const SECONDS = 10;

// one thread per picture: shoppers are served meanwhile; and no picture is ever decoded twice
sharp.concurrency(1);
sharp.cache(false);
// the bytes say what they are, not the caller: of libvips' many loaders only these may look at them
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});

/**
 * Makes a WebP and an AVIF of each width out of an uploaded picture, the narrowest first; it is never enlarged. Nothing of
 * its metadata stays: orientation and colours are in the pixels. @throws ProblemError `image-refusee`
 */
export async function reencodePicture(bytes: Buffer): Promise<EncodedPicture[]> {
  await refuseUnfit(bytes);
  const deadline = performance.now() + SECONDS * 1000;
  const secondsLeft = () => Math.max(1, Math.ceil((deadline - performance.now()) / 1000));
  const { data, info } = await sharp(bytes, { limitInputPixels: IMAGE_MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: Math.max(...WIDTHS), withoutEnlargement: true })
    .timeout({ seconds: secondsLeft() })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => {
      throw isTimeout(error)
        ? tooSlow()
        : refused('Le fichier est abîmé ou incomplet. Exportez l’image de nouveau, puis réessayez.');
    });
  const encoded: EncodedPicture[] = [];
  for (const width of new Set(WIDTHS.map((each) => Math.min(each, info.width)))) {
    for (const type of ['image/webp', 'image/avif'] as const) {
      encoded.push(await encode(data, info, { width, type, seconds: secondsLeft() }));
    }
  }
  return encoded;
}

async function encode(
  data: Buffer,
  { width, height, channels }: OutputInfo,
  to: { width: number; type: EncodedPicture['type']; seconds: number },
): Promise<EncodedPicture> {
  const { type, seconds } = to;
  const resized = sharp(data, { raw: { width, height, channels } }).resize({ width: to.width }).timeout({ seconds });
  const { data: contenu, info } = await (type === 'image/webp' ? resized.webp(WEBP) : resized.avif(AVIF))
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => {
      throw isTimeout(error) ? tooSlow() : error;
    });
  const sha256 = createHash('sha256').update(contenu).digest('hex');
  const fichier = `${sha256}.${type.slice('image/'.length)}`;
  return { sha256, type, contenu, fichier, largeur: info.width, hauteur: info.height };
}

const isTimeout = ({ message }: Error) => message.includes('timeout');

const tooSlow = () =>
  refused('Elle est trop longue à convertir. Enregistrez-la en JPEG, en plus petit, puis réessayez.');

/** Reads the header alone: a bomb is not decoded to be measured. */
async function measure(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    throw refused('Ce n’est pas une image JPEG, PNG, WebP ou AVIF lisible.');
  }
}

async function refuseUnfit(bytes: Buffer): Promise<void> {
  const { width, height, format, pages = 1 } = await measure(bytes);
  const maxPixels = format === 'heif' ? AVIF_MAX_PIXELS : IMAGE_MAX_PIXELS;
  const size = `${width} × ${height} pixels`;
  if (pages > 1) throw refused('Elle est animée. Envoyez une image fixe.');
  if (width * height > maxPixels) {
    const hint = format === 'heif' ? ' en AVIF : enregistrez-la en JPEG' : '';
    throw refused(`Elle fait ${size} ; ${maxPixels / 1_000_000} millions de pixels au plus sont acceptés${hint}.`);
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw refused(`Elle fait ${size} ; il en faut au moins ${MIN_SIDE} de chaque côté.`);
  }
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) {
    throw refused(`Elle fait ${size} : c’est trop allongé. Recadrez-la.`);
  }
}

const refused = (reason: string) => new ProblemError('image-refusee', reason);
