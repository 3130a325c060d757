import { administrationRoutes } from '@boutique/contracts/administration';
import { avisRoutes } from '@boutique/contracts/avis';
import { planDuSiteRoutes } from '@boutique/contracts/plan-du-site';
import { produitsRoutes } from '@boutique/contracts/produits';
import { synonymesRoutes } from '@boutique/contracts/synonymes';
import { queryString } from '@boutique/contracts/uri-template';
import type { Router } from '@koa/router';
import type { Tag } from '../platform/db/changes.ts';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { signedInOf } from '../platform/http/caller.ts';
import type { KeptAnswers } from '../platform/http/kept-answers.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { answerConditionally } from '../platform/http/send-json.ts';
import { expectedVersions, setVersion } from '../platform/http/version.ts';
import { createAvisService } from './avis.service.ts';
import { createEditionService } from './edition.service.ts';
import { findImage, imageTypeOf } from './images.queries.ts';
import { createImagesService } from './images.service.ts';
import { readPlanDuSite } from './plan-du-site.service.ts';
import { createProduitsService } from './produits.service.ts';
import { createSynonymesService } from './synonymes.service.ts';

interface Dependencies {
  db: Database;
  keep: KeptAnswers;
}

/** The routes of products, their reviews, the site map, and the administration of products and pictures. */
export function mountCatalogue(router: Router, { db, keep }: Dependencies): void {
  const produits = createProduitsService(db);
  const texts: Tag[] = ['produits', 'categories'];
  const tags: Tag[] = [...texts, 'stock'];
  bind(router, produitsRoutes.list, ({ query }, ctx) => {
    const langue = negotiateLangue(ctx, query.langue);
    return keep(ctx, { route: produitsRoutes.list, tags, input: [{ ...query, langue: undefined }, langue] }, async () =>
      sendPage(ctx, await produits.list(query, langue)),
    );
  });
  // before the route of one product, which would read `facettes` as a slug
  bind(router, produitsRoutes.facettes, ({ query }, ctx) => {
    const langue = negotiateLangue(ctx, query.langue);
    return keep(
      ctx,
      {
        route: produitsRoutes.facettes,
        tags: [...texts, 'disponibilite'],
        input: [{ ...query, langue: undefined }, langue],
      },
      () => produits.facettes(query, langue),
    );
  });
  bind(router, produitsRoutes.read, ({ params: { id }, query }, ctx) => {
    const langue = negotiateLangue(ctx, query.langue);
    return keep(ctx, { route: produitsRoutes.read, tags, input: { id, query, langue } }, async () => {
      const produit = await produits.read(id, langue);
      if (produit.slug !== id) ctx.set('Content-Location', `/api/produits/${produit.slug}${queryString(query)}`);
      return produit;
    });
  });

  const avis = createAvisService(db, produits.idOf);
  bind(router, avisRoutes.list, ({ params: { id }, query }, ctx) =>
    keep(ctx, { route: avisRoutes.list, tags: ['produits', 'avis'], input: { id, ...query } }, async () =>
      sendPage(ctx, await avis.list(id, query)),
    ),
  );
  bind(router, avisRoutes.readOwn, async ({ params }, ctx) => avis.readOwn(params.id, await signedInOf(ctx)));
  bind(router, avisRoutes.create, async ({ params, body }, ctx) => avis.create(params.id, await signedInOf(ctx), body));
  bind(router, avisRoutes.delete, async ({ params }, ctx) => {
    await avis.delete(params.id, await signedInOf(ctx));
    return undefined;
  });

  bind(router, planDuSiteRoutes.read, (_, ctx) =>
    keep(ctx, { route: planDuSiteRoutes.read, tags: texts, input: null }, () => readPlanDuSite(db)),
  );

  const edition = createEditionService(db);
  bind(router, administrationRoutes.listProduits, async ({ query }, ctx) =>
    sendPage(ctx, await edition.list(query, negotiateLangue(ctx, query.langue))),
  );
  bind(router, administrationRoutes.readProduit, async ({ params }, ctx) => {
    const { produit, version } = await edition.read(params.id);
    setVersion(ctx, version);
    return produit;
  });
  bind(router, administrationRoutes.createProduit, async ({ body }, ctx) => {
    const { produit, version } = await edition.create((await signedInOf(ctx)).id, body);
    setVersion(ctx, version);
    return produit;
  });
  bind(router, administrationRoutes.updateProduit, async ({ params: { id }, body }, ctx) => {
    const versions = expectedVersions(ctx);
    const { produit, version } = await edition.update({ acteurId: (await signedInOf(ctx)).id, id, versions }, body);
    setVersion(ctx, version);
    return produit;
  });
  bind(router, administrationRoutes.deleteProduit, async ({ params: { id } }, ctx) => {
    const versions = expectedVersions(ctx);
    await edition.delete({ acteurId: (await signedInOf(ctx)).id, id, versions });
    return undefined;
  });
  bind(router, administrationRoutes.moveStock, async ({ params: { id }, body: { variation } }, ctx) => ({
    stock: await edition.moveStock((await signedInOf(ctx)).id, id, variation),
  }));

  const synonymes = createSynonymesService(db);
  bind(router, synonymesRoutes.list, async ({ query }, ctx) => sendPage(ctx, await synonymes.list(query)));
  bind(router, synonymesRoutes.create, async ({ body }, ctx) => synonymes.create((await signedInOf(ctx)).id, body));
  bind(router, synonymesRoutes.update, async ({ params: { id }, body }, ctx) => {
    const versions = expectedVersions(ctx);
    return synonymes.update({ acteurId: (await signedInOf(ctx)).id, id, versions }, body);
  });
  bind(router, synonymesRoutes.delete, async ({ params: { id } }, ctx) => {
    const versions = expectedVersions(ctx);
    await synonymes.delete({ acteurId: (await signedInOf(ctx)).id, id, versions });
    return undefined;
  });

  const images = createImagesService(db);
  bind(router, administrationRoutes.uploadImage, async ({ upload }, ctx) =>
    images.upload((await signedInOf(ctx)).id, upload),
  );
  // an address contains the hash of the picture, so its content never changes
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
