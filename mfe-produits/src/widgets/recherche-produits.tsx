import { matchPath, useLocation } from '@boutique/facade';
import { CatalogueSearch } from './catalogue-search.tsx';
import { SuggestingSearch } from './suggesting-search.tsx';

/** The shop's one search field, in the page's header: filters the catalogue where it is shown, elsewhere suggests. */
export default function RechercheProduits() {
  const { pathname } = useLocation();
  // another page, another search: the key forgets what was typed
  return matchPath('/produits', pathname) ? <CatalogueSearch /> : <SuggestingSearch key={pathname} />;
}
