import type { ApiError } from '@boutique/contracts/client';
import { Link, useParams } from '@boutique/facade';
import { Breadcrumb } from '@boutique/ui/breadcrumb';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { useEdition } from '../api/administration.ts';
import { AdminOnly } from '../components/admin-only.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { EditionForm } from './edition-form.tsx';

export function Component() {
  return (
    <AdminOnly>
      <Edition />
    </AdminOnly>
  );
}

function Edition() {
  const { admin: texts, product, shop } = useTexts();
  const { id } = useParams();
  const { data, error, refetch } = useEdition(id);
  const title = id === undefined ? texts.create : (data?.body.nom.fr ?? texts.edit);
  return (
    <>
      <title>{`${title} – ${shop}`}</title>
      <Breadcrumb
        label={product.breadcrumb}
        items={[
          { key: 'produits', node: <Link to="/administration/produits">{texts.produits}</Link> },
          { key: 'produit', node: title },
        ]}
      />
      {id === undefined || data ? (
        <>
          <h1>{title}</h1>
          <EditionForm key={id ?? 'nouveau'} loaded={data} />
        </>
      ) : (error as Partial<ApiError> | null)?.code === 'produit-introuvable' ? (
        <StatePanel tone="vide" heading="h1" title={product.missing} />
      ) : error ? (
        <RequestFailure error={error} onRetry={refetch} heading="h1" />
      ) : (
        <Skeleton height="30rem" />
      )}
    </>
  );
}
