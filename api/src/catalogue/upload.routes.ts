import { administrationRoutes, type ImageTeleversee } from '@boutique/contracts/administration';
import type { Router } from '@koa/router';
import { recordJournal } from '../journal/journal.queries.ts';
import { atMost } from '../platform/at-most.ts';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import { saveImages } from './images.queries.ts';
import { type EncodedPicture, reencodePicture } from './reencode-picture.ts';

/** Decoding one takes up to 290 MB, and a container has 512: the next one waits, and shoppers keep a core. */
const AT_ONCE = 1;

/** Pictures that staff uploads. The same bytes give the same files: sending them again changes nothing. */
export function mountUpload(router: Router, db: Database): void {
  const inTurn = atMost(AT_ONCE);
  bind(router, administrationRoutes.uploadImage, async ({ upload }, ctx) => {
    const { id: acteurId } = await signedInOf(ctx);
    const encoded = await inTurn(() => reencodePicture(upload));
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
        details: { largeur: answer.largeur, hauteur: answer.hauteur, octets: upload.length },
      });
    });
    return answer;
  });
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
