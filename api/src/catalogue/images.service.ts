import type { ImageTeleversee } from '@boutique/contracts/administration';
import { recordJournal } from '../journal/journal.queries.ts';
import { atMost } from '../platform/at-most.ts';
import type { Database } from '../platform/db/database.ts';
import { saveImages } from './images.queries.ts';
import { type EncodedPicture, reencodePicture } from './reencode-picture.ts';

/** Decoding one takes up to 290 MB, and a container has 512: the next one waits, and shoppers keep a core. */
const AT_ONCE = 1;

/** The rules of the pictures that staff uploads. */
export function createImagesService(db: Database) {
  const inTurn = atMost(AT_ONCE);
  return {
    /** The same bytes give the same files: sending them again changes nothing. @throws ProblemError `image-refusee` */
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

/** The widest WebP stands for the picture. */
function toAnswer(encoded: readonly EncodedPicture[]): ImageTeleversee {
  const largest = encoded.findLast(({ type }) => type === 'image/webp') as EncodedPicture;
  const { fichier, largeur, hauteur } = largest;
  return {
    fichier,
    url: urlOf(fichier),
    largeur,
    hauteur,
    variantes: encoded.map((picture) => ({
      fichier: picture.fichier,
      url: urlOf(picture.fichier),
      type: picture.type,
      largeur: picture.largeur,
    })),
  };
}

const urlOf = (fichier: string) => `/api/images/${fichier}`;
