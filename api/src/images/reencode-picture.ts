import { createHash } from 'node:crypto';
import { IMAGE_MAX_PIXELS } from '@boutique/contracts/administration';
import sharp, { type OutputInfo } from 'sharp';
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
/** Longer ones fit no frame of a page, and WebP has no side of more than 16 383 pixels. */
const MAX_RATIO = 10;
/** Of a photo of 12 megapixels, all six take 1.4 s on one core; with effort 4, the default, 10 s for files 5 % smaller. */
const AVIF = { quality: 55, effort: 2 };
const WEBP = { quality: 80 };
const STEP_SECONDS = 5;

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
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: IMAGE_MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ width: Math.max(...WIDTHS), withoutEnlargement: true })
      .timeout({ seconds: STEP_SECONDS })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const encoded: EncodedPicture[] = [];
    for (const width of new Set(WIDTHS.map((width) => Math.min(width, info.width)))) {
      encoded.push(await encode(data, info, width, 'image/webp'), await encode(data, info, width, 'image/avif'));
    }
    return encoded;
  } catch (error) {
    if ((error as Error).message.includes('timeout')) {
      throw refused('Elle est trop longue à convertir. Enregistrez-la en JPEG, en plus petit, puis réessayez.');
    }
    throw refused('Le fichier est abîmé ou incomplet. Exportez l’image de nouveau, puis réessayez.');
  }
}

async function encode(data: Buffer, { width, height, channels }: OutputInfo, to: number, type: EncodedPicture['type']) {
  const resized = sharp(data, { raw: { width, height, channels } })
    .resize({ width: to })
    .timeout({ seconds: STEP_SECONDS });
  const output = type === 'image/webp' ? resized.webp(WEBP) : resized.avif(AVIF);
  const { data: contenu, info } = await output.toBuffer({ resolveWithObject: true });
  const sha256 = createHash('sha256').update(contenu).digest('hex');
  const fichier = `${sha256}.${type.slice('image/'.length)}`;
  return { sha256, type, contenu, fichier, largeur: info.width, hauteur: info.height };
}

async function refuseUnfit(bytes: Buffer): Promise<void> {
  // reads the header alone: a bomb is not decoded to be measured
  const picture = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw refused('Ce n’est pas une image JPEG, PNG, WebP ou AVIF lisible.');
    });
  const { width, height, pages = 1 } = picture;
  const size = `${width} × ${height} pixels`;
  if (pages > 1) throw refused('Elle est animée. Envoyez une image fixe.');
  if (width * height > IMAGE_MAX_PIXELS) {
    throw refused(`Elle fait ${size} ; ${IMAGE_MAX_PIXELS / 1_000_000} millions de pixels au plus sont acceptés.`);
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw refused(`Elle fait ${size} ; il en faut au moins ${MIN_SIDE} de chaque côté.`);
  }
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) {
    throw refused(`Elle fait ${size} : c’est trop allongé. Recadrez-la.`);
  }
}

const refused = (reason: string) => new ProblemError('image-refusee', reason);
