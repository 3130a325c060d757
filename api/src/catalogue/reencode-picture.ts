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

/** For cards and thumbnails, cards on dense screens, and the scene of a product's page on usual and dense screens. */
const WIDTHS = [256, 512, 768, 1280];
/** A file nearly as wide as the picture would only be one more to store. */
const NEARLY = 1.1;
const MIN_SIDE = 200;
/** Decoding AVIF takes 18 bytes per pixel, other formats 3 to 6: for 40 megapixels, 730 MB instead of 100 to 250. */
const AVIF_MAX_PIXELS = 16_000_000;
/** Longer pictures fit into no frame of a page, and a side of a WebP has at most 16 383 pixels. */
const MAX_RATIO = 10;
/**
 * A photo of 12 megapixels takes 1.4 s on one core for all five files; effort 4, the default, takes 10 s and saves 5 %.
 */
const AVIF = { quality: 55, effort: 2 };
const WEBP = { quality: 80 };
/** The limit for one picture in all: proxies wait 15 s. */
const SECONDS = 10;

// one thread per picture, so that shoppers are served meanwhile; no cache, as no picture is decoded twice
sharp.concurrency(1);
sharp.cache(false);
// the bytes decide on the type, not the caller; of libvips' many loaders, only these are allowed
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
 * Makes an AVIF in each width from an uploaded picture, the narrowest first, then a WebP in the largest, for programs
 * that do not know AVIF, such as link previews. Never enlarges it. Drops all metadata; orientation and colours are
 * applied to the pixels.
 * @throws ProblemError `image-refusee`
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
  for (const width of [...WIDTHS.filter((each) => each * NEARLY < info.width), info.width]) {
    encoded.push(await encode(data, info, { width, type: 'image/avif', seconds: secondsLeft() }));
  }
  encoded.push(await encode(data, info, { width: info.width, type: 'image/webp', seconds: secondsLeft() }));
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

/** Reads only the header, so that a decompression bomb is refused without decoding it. */
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
