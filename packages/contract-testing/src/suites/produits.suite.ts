import type { Server } from '../browsers.ts';
import { describeFacettes } from './produits-facettes.suite.ts';
import { describeProduitsList } from './produits-list.suite.ts';
import { describeProduitRead } from './produits-read.suite.ts';
import { describeProduitsSearch } from './produits-search.suite.ts';

/**
 * The catalogue, on the demo data only, for any server: the API on PostgreSQL and the mocks. Call it at the top level
 * of a test file; it calls `server` when a test runs.
 */
export function describeProduits(server: () => Server): void {
  describeProduitsList(server);
  describeProduitsSearch(server);
  describeFacettes(server);
  describeProduitRead(server);
}
