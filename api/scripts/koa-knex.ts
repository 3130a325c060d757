import { Router } from '@koa/router';
import knex from 'knex';
import Koa from 'koa';
import { listProduits } from '../src/catalogue/produits.queries.ts';

/** An opponent of `npm run bench -- api`: Koa, its router and Knex, which send the rows of the API's own SELECT. */
process.once('message', (databaseUrl: string) => {
  const db = knex({ client: 'pg', connection: databaseUrl, pool: { min: 2, max: 10 } });
  const router = new Router();
  router.get('/api/produits', async (ctx) => {
    const { prixMin, prixMax, limite } = ctx.query;
    const rows = await listProduits(db, {
      filters: { prixMin: Number(prixMin), prixMax: Number(prixMax) },
      tri: 'nouveaute',
      langue: 'fr',
      limite: Number(limite),
      apres: undefined,
    });
    ctx.body = rows.map(({ produit }) => produit);
  });
  const app = new Koa();
  app.use(router.routes());
  const server = app.listen(0, '127.0.0.1', () => process.send?.(server.address()));
});
process.send?.('started');
