import type { Server } from '../visitors.ts';
import { describeFacettes } from './produits-facettes.suite.ts';
import { describeProduitsList } from './produits-list.suite.ts';
import { describeProduitRead } from './produits-read.suite.ts';
import { describeProduitsSearch } from './produits-search.suite.ts';

/**
 * What any server of the catalogue does, on the demo data and nothing else: the API on PostgreSQL and the mocks alike.
 * Call it at the top level of a test file; `server` is asked when a test runs.
 */
export function describeProduits(server: () => Server): void {
  describeProduitsList(server);
  describeProduitsSearch(server);
  describeFacettes(server);
  describeProduitRead(server);
}
