import type { ApiError } from '@boutique/contracts/client';
import { Link, useNavigate, useParams, useSearchParams } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useEffect } from 'react';
import { readCursor } from '../api/catalogue-filters.ts';
import { useAvis, useOwnAvis } from '../api/list-avis.ts';
import { useLivraisons } from '../api/list-livraisons.ts';
import { useProduit } from '../api/read-produit.ts';
import { noteSeen } from '../api/seen-produits.ts';
import { PrivateHead } from '../components/page-head.tsx';
import { ProduitDetails } from '../components/produit-details.tsx';
import { ProduitSkeleton } from '../components/produit-skeleton.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { ProduitAvis } from './produit-avis.tsx';
import styles from './produit-page.module.css';
import { RelatedProduits } from './related-produits.tsx';
import { SeenRail } from './seen-rail.tsx';

export function Component() {
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const { data: produit, error, refetch } = useProduit(id);
  const apres = readCursor(params);
  // requested at once, although shown only with the product
  useLivraisons();
  useAvis(id, apres);
  useOwnAvis(id);
  const navigate = useNavigate();
  const slug = produit?.slug;
  useEffect(() => {
    // the gateway does the same for the first page
    if (slug && slug !== id) void navigate(`/produits/${slug}`, { replace: true });
  }, [slug, id, navigate]);
  const seen = produit?.id;
  useEffect(() => {
    if (seen) noteSeen(seen);
  }, [seen]);
  return (
    <div className={styles.page}>
      {produit ? (
        <>
          <ProduitDetails produit={produit} />
          <ProduitAvis id={id} apres={apres} produit={produit} />
          <RelatedProduits produit={produit} />
          <SeenRail key={produit.id} except={produit.id} />
        </>
      ) : error ? (
        isMissing(error) ? (
          <Missing />
        ) : (
          <RequestFailure error={error} onRetry={refetch} heading="h1" />
        )
      ) : (
        <ProduitSkeleton />
      )}
    </div>
  );
}

/** The API answers 400 for an address that no product can have, 404 for an unknown product. */
const isMissing = (error: Error) =>
  ['produit-introuvable', 'requete-invalide'].includes((error as Partial<ApiError>).code ?? '');

function Missing() {
  const { product, seeCatalogue } = useTexts();
  return (
    <>
      <PrivateHead title={product.missing} />
      <StatePanel
        tone="vide"
        heading="h1"
        title={product.missing}
        actions={
          <Link to="/produits" className={buttonClass()}>
            {seeCatalogue}
          </Link>
        }
      >
        {product.missingText}
      </StatePanel>
    </>
  );
}
