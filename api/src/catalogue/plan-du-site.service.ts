import type { PlanDuSite } from '@boutique/contracts/plan-du-site';
import type { Database } from '../platform/db/database.ts';
import { listRecentProduits, newestByCategorie } from './plan-du-site.queries.ts';

const CATALOGUE = '/produits';

/** A file may have 50 000 addresses (https://www.sitemaps.org/protocol.html), and each page has one per language. */
const PLAN_MAX = 25_000;

/** Home, catalogue, categories with products, then products, the last changed first. */
export async function readPlanDuSite(db: Database): Promise<PlanDuSite> {
  const categories = await newestByCategorie(db);
  const recent = await listRecentProduits(db, PLAN_MAX - 2 - categories.length);
  const newest = (recent[0]?.modifieLe ?? new Date()).toISOString();
  return [
    { chemin: '/', modifieLe: newest },
    { chemin: CATALOGUE, modifieLe: newest },
    ...categories.map(({ slug, modifieLe }) => ({
      chemin: `${CATALOGUE}?categorie=${slug}`,
      modifieLe: modifieLe.toISOString(),
    })),
    ...recent.map(({ slug, modifieLe }) => ({ chemin: `${CATALOGUE}/${slug}`, modifieLe: modifieLe.toISOString() })),
  ];
}
