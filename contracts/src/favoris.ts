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
    summary: 'The ids of the favourite products of this account or guest, the newest first',
    access: 'public',
    query,
    responses: { 200: z.array(z.uuidv7()) },
  }),
  add: defineRoute({
    method: 'put',
    path: '/api/favoris/{produitId}',
    operationId: 'addFavori',
    tag: 'favoris',
    summary: 'Add a product to the favourites; does nothing when it is there',
    access: 'public',
    params: FavoriParams,
    query,
    responses: { 204: null },
    problems: ['produit-introuvable', 'limite-atteinte', 'trop-de-tentatives'],
  }),
  remove: defineRoute({
    method: 'delete',
    path: '/api/favoris/{produitId}',
    operationId: 'removeFavori',
    tag: 'favoris',
    summary: 'Remove a product from the favourites; does nothing when it is not there',
    access: 'public',
    params: FavoriParams,
    query,
    responses: { 204: null },
  }),
};
