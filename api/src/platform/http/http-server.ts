import type { RequestListener, Server } from 'node:http';
import { PROBLEM_CONTENT_TYPE, problemOf } from '@boutique/contracts/problems';
import { createHttpServer, type Refusal } from '@boutique/http-server/http-server';

const DETAILS: Record<Refusal, string> = {
  syntax: 'Ce n’est pas une requête HTTP/1.1 valide.',
  size: 'L’adresse et les en-têtes de la requête doivent faire au plus 16 Ko ensemble.',
  target: 'L’adresse demandée n’est ni un chemin, ni une URL http(s) valide.',
  host: 'Une requête HTTP/1.1 a un en-tête Host, et un seul.',
};

/** The API's HTTP server: it answers a problem also to requests that are too broken for the application. */
export const createApiServer = (app: RequestListener, keepAliveSeconds?: number): Server =>
  createHttpServer(app, {
    ...(keepAliveSeconds !== undefined && { keepAliveSeconds }),
    bodyOf: (refusal) => ({
      contentType: PROBLEM_CONTENT_TYPE,
      text: JSON.stringify(problemOf('requete-invalide', DETAILS[refusal], 'about:blank')),
    }),
  });
