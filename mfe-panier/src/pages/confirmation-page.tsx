import type { ApiError } from '@boutique/contracts/client';
import { Link, useParams, useSearchParams, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useCommande } from '../api/read-commande.ts';
import { CheckoutSkeleton } from '../components/checkout-skeleton.tsx';
import { CommandeDetails } from '../components/commande-details.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './confirmation-page.module.css';

export function Component() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { confirmation: texts, shop } = useTexts();
  const { data: commande, error, refetch } = useCommande(id, search.get('acces') ?? undefined);
  return (
    <div className={styles.page}>
      <meta name="robots" content="noindex" />
      {commande ? (
        <>
          <title>{`${texts.title(commande.numero)} – ${shop}`}</title>
          <CommandeDetails commande={commande} hasPaid={search.get('paiement') === 'fait'} />
        </>
      ) : error ? (
        isMissing(error) ? (
          <Missing id={id} />
        ) : (
          <RequestFailure error={error} onRetry={refetch} />
        )
      ) : (
        <CheckoutSkeleton />
      )}
    </div>
  );
}

/** The API answers 400 for an address that no order can have, 404 for an unknown order. */
const isMissing = (error: Error) =>
  ['commande-introuvable', 'requete-invalide'].includes((error as Partial<ApiError>).code ?? '');

function Missing({ id }: { id: string }) {
  const { confirmation: texts, shop, seeCatalogue } = useTexts();
  const { session } = useShell();
  const retour = encodeURIComponent(`/commande/confirmation/${id}`);
  return (
    <>
      <title>{`${texts.missing} – ${shop}`}</title>
      <StatePanel
        tone="vide"
        heading="h1"
        title={texts.missing}
        actions={
          <>
            {session === null && (
              <Link to={`/connexion?retour=${retour}`} className={buttonClass()}>
                {texts.signIn}
              </Link>
            )}
            <Link to="/produits" className={buttonClass({ variant: session === null ? 'secondary' : 'primary' })}>
              {seeCatalogue}
            </Link>
          </>
        }
      >
        {texts.missingText}
      </StatePanel>
    </>
  );
}
