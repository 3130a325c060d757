import { useProduits } from '../api/list-produits.ts';
import { useFacettes } from '../api/read-facettes.ts';
import { CategorieTiles } from '../components/categorie-tiles.tsx';
import { Hero } from '../components/hero.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Rail } from '../components/rail.tsx';
import { Reassurance } from '../components/reassurance.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './accueil-page.module.css';
import { SeenRail } from './seen-rail.tsx';

const RAIL_LENGTH = 8;

export function Component() {
  const { home } = useTexts();
  const best = useProduits({ tri: 'note', limite: RAIL_LENGTH });
  const newest = useProduits({ tri: 'nouveaute', limite: RAIL_LENGTH });
  const facettes = useFacettes();
  const failed = [best, newest, facettes].filter(({ isError, data }) => isError && !data);
  const error = failed[0]?.error;
  const favourite = best.data?.items[0];
  return (
    <>
      <PageHead title={home.title} description={home.lead} path="/" image={favourite?.images[0]?.url} />
      <Hero produit={favourite} />
      {error ? (
        <RequestFailure error={error} onRetry={() => failed.map(({ refetch }) => refetch())} />
      ) : (
        <div className={styles.sections}>
          <section aria-labelledby="categories" className={styles.section}>
            <h2 id="categories" className={styles.title}>
              {home.categories}
            </h2>
            <CategorieTiles categories={facettes.data?.categories} />
          </section>
          <Rail
            title={home.newArrivals}
            more={{ href: '/produits?tri=nouveaute', label: home.seeAll }}
            produits={newest.data?.items}
          />
          <Rail
            title={home.bestRated}
            more={{ href: '/produits?tri=note', label: home.seeAll }}
            produits={best.data?.items}
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
