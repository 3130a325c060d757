import * as z from 'zod/mini';
import { defineRoute } from './route.ts';

/** The pages that search engines should index, each with its path without a language and the time of its last change. */
export const PlanDuSite = z.array(z.object({ chemin: z.string().check(z.startsWith('/')), modifieLe: z.string() }));
export type PlanDuSite = z.output<typeof PlanDuSite>;

export const planDuSiteRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/plan-du-site',
    operationId: 'readPlanDuSite',
    tag: 'plan-du-site',
    summary: 'Every page that search engines should index, up to 25 000 in two languages each (sitemaps.org)',
    access: 'public',
    responses: { 200: PlanDuSite },
  }),
};
