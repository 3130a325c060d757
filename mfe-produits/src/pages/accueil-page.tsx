import { useProduits } from '../api/list-produits.ts';
import { useFacettes } from '../api/read-facettes.ts';
import { CategorieTiles } from '../components/categorie-tiles.tsx';
import { Hero } from '../components/hero.tsx';
import { Rail } from '../components/rail.tsx';
import { Reassurance } from '../components/reassurance.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './accueil-page.module.css';
import { SeenRail } from './seen-rail.tsx';

const RAIL_LENGTH = 8;

export function Component() {
  const { home, shop } = useTexts();
  // a whole page of the best: the rail shows some, and the categories show pictures of others
  const best = useProduits({ tri: 'note' });
  const newest = useProduits({ tri: 'nouveaute', limite: RAIL_LENGTH });
  const facettes = useFacettes();
  const failed = [best, newest, facettes].filter(({ isError, data }) => isError && !data);
  const error = failed[0]?.error;
  const produits = [...(best.data?.items ?? []), ...(newest.data?.items ?? [])];
  return (
    <>
      <title>{`${home.title} – ${shop}`}</title>
      <meta name="description" content={home.lead} />
      <Hero produit={best.data?.items[0]} />
      {error ? (
        <RequestFailure error={error} onRetry={() => failed.map(({ refetch }) => refetch())} />
      ) : (
        <div className={styles.sections}>
          <section aria-labelledby="categories" className={styles.section}>
            <h2 id="categories" className={styles.title}>
              {home.categories}
            </h2>
            <CategorieTiles categories={facettes.data?.categories} produits={produits} />
          </section>
          <Rail
            title={home.newArrivals}
            more={{ href: '/produits?tri=nouveaute', label: home.seeAll }}
            produits={newest.data?.items}
          />
          <Rail
            title={home.bestRated}
            more={{ href: '/produits?tri=note', label: home.seeAll }}
            produits={best.data?.items.slice(0, RAIL_LENGTH)}
          />
          <SeenRail />
        </div>
      )}
      <div className={styles.reassurance}>
        <Reassurance />
      </div>
    </>
  );
}
