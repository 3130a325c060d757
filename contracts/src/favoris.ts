import * as z from 'zod/mini';
import { defineRoute } from './route.ts';

export const MAX_FAVORIS = 50;

const FavoriParams = z.object({ produitId: z.uuidv7() });
const query = z.strictObject({});

export const favorisRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/favoris',
    operationId: 'listFavoris',
    tag: 'favoris',
    summary: 'The ids of one’s favourite products, the newest first; of this browser for a guest',
    acces: 'public',
    query,
    responses: { 200: z.array(z.uuidv7()) },
  }),
  add: defineRoute({
    method: 'put',
    path: '/api/favoris/{produitId}',
    operationId: 'addFavori',
    tag: 'favoris',
    summary: 'Make a product a favourite; does nothing when it is one',
    acces: 'public',
    params: FavoriParams,
    query,
    responses: { 204: null },
    problems: ['produit-introuvable', 'limite-atteinte'],
  }),
  remove: defineRoute({
    method: 'delete',
    path: '/api/favoris/{produitId}',
    operationId: 'removeFavori',
    tag: 'favoris',
    summary: 'No longer a favourite; does nothing when it is none',
    acces: 'public',
    params: FavoriParams,
    query,
    responses: { 204: null },
  }),
};
