import * as z from 'zod/mini';
import { defineRoute } from './route.ts';

/** The pages that search engines should index, each with the time of its last change. */
export const PlanDuSite = z.array(z.object({ chemin: z.string().check(z.startsWith('/')), modifieLe: z.string() }));
export type PlanDuSite = z.output<typeof PlanDuSite>;

export const planDuSiteRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/plan-du-site',
    operationId: 'readPlanDuSite',
    tag: 'plan-du-site',
    summary: 'Every page that search engines should index, up to 50 000 (sitemaps.org)',
    access: 'public',
    query: z.strictObject({}),
    responses: { 200: PlanDuSite },
  }),
};
