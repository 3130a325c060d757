import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { answerConditionally } from '../platform/http/send-json.ts';
import { imageTypeOf } from './image-type.ts';
import { findImage } from './images.queries.ts';

/** Pictures by the hash of their content: what an address gives never changes. */
export function mountImages(router: Router, db: Database): void {
  router.get('/api/images/:fichier', async (ctx) => {
    const { fichier = '' } = ctx.params;
    const sha256 = fichier.match(/^([0-9a-f]{64})\.\w+$/)?.[1];
    const type = imageTypeOf(fichier);
    const image = sha256 && type ? await findImage(db, sha256, type) : undefined;
    if (!image) throw new ProblemError('image-introuvable', `Aucune image à l’adresse ${ctx.path}.`);
    ctx.body = image.contenu;
    ctx.set({
      'Content-Type': image.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
    answerConditionally(ctx, image.sha256);
  });
}
