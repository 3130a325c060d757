import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useFavoris } from '../api/favoris.ts';
import { useProduits } from '../api/list-produits.ts';
import { PrivateHead } from '../components/page-head.tsx';
import { ProduitGrid } from '../components/produit-grid.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './favoris-page.module.css';

export function Component() {
  const { favourites: texts, catalogue } = useTexts();
  const { data: ids, error, refetch } = useFavoris({ asked: true });
  return (
    <div className={styles.page}>
      <PrivateHead title={texts.title} />
      {ids?.length === 0 ? (
        <NoFavoris />
      ) : (
        <>
          <h1>{texts.title}</h1>
          <VisuallyHidden>
            <h2>{catalogue.results}</h2>
          </VisuallyHidden>
          {ids ? (
            <Favoris ids={ids} />
          ) : error ? (
            <RequestFailure error={error} onRetry={refetch} />
          ) : (
            <ProduitGrid produits={[]} pending={4} />
          )}
        </>
      )}
    </div>
  );
}

function Favoris({ ids }: { ids: string[] }) {
  const { data, error, refetch } = useProduits({ ids, limite: ids.length });
  if (error && !data) return <RequestFailure error={error} onRetry={refetch} />;
  const known = ids.flatMap((id) => data?.items.find((produit) => produit.id === id) ?? []);
  return <ProduitGrid produits={known} pending={data ? 0 : ids.length} />;
}

function NoFavoris() {
  const { favourites: texts, seeCatalogue } = useTexts();
  return (
    <StatePanel
      tone="vide"
      heading="h1"
      title={texts.empty}
      actions={
        <Link to="/produits" className={buttonClass()}>
          {seeCatalogue}
        </Link>
      }
    >
      {texts.emptyText}
    </StatePanel>
  );
}
