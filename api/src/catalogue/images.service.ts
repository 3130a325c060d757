import type { ImageTeleversee } from '@boutique/contracts/administration';
import { recordJournal } from '../journal/journal.queries.ts';
import { atMost } from '../platform/at-most.ts';
import type { Database } from '../platform/db/database.ts';
import { saveImages } from './images.queries.ts';
import { type EncodedPicture, reencodePicture } from './reencode-picture.ts';

/**
 * Decoding one picture takes up to 290 MB of a container's 512: the next one waits, and a core stays free for shoppers.
 */
const AT_ONCE = 1;
/** Each waiting picture holds its bytes, up to 8 MB. */
const MAX_WAITING = 8;

/** The rules for pictures that staff uploads. */
export function createImagesService(db: Database) {
  const inTurn = atMost(AT_ONCE, { maxWaiting: MAX_WAITING });
  return {
    /** Uploading the same bytes again gives the same files and changes nothing. @throws ProblemError `image-refusee` */
    async upload(acteurId: string, bytes: Buffer): Promise<ImageTeleversee> {
      const encoded = await inTurn(() => reencodePicture(bytes));
      const answer = toAnswer(encoded);
      await db.transaction(async (trx) => {
        await saveImages(
          trx,
          encoded.map(({ sha256, type, contenu }) => ({ sha256, type, contenu })),
        );
        await recordJournal(trx, {
          acteurId,
          action: 'image-televersee',
          objet: 'image',
          objetId: answer.fichier,
          details: { largeur: answer.largeur, hauteur: answer.hauteur, octets: bytes.length },
        });
      });
      return answer;
    },
  };
}

/** The WebP is the picture's main file, the AVIFs are its variants. */
function toAnswer(encoded: readonly EncodedPicture[]): ImageTeleversee {
  const main = encoded.find(({ type }) => type === 'image/webp') as EncodedPicture;
  const { fichier, largeur, hauteur } = main;
  return {
    fichier,
    url: urlOf(fichier),
    largeur,
    hauteur,
    variantes: encoded
      .filter((picture) => picture !== main)
      .map((picture) => ({
        fichier: picture.fichier,
        url: urlOf(picture.fichier),
        type: picture.type,
        largeur: picture.largeur,
      })),
  };
}

const urlOf = (fichier: string) => `/api/images/${fichier}`;
