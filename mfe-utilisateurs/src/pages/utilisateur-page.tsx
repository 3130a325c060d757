import type { ApiError } from '@boutique/contracts/client';
import { Link, useParams } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useUtilisateur } from '../api/read-utilisateur.ts';
import { Profil } from '../components/profil.tsx';
import { ProfilSkeleton } from '../components/profil-skeleton.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './utilisateur-page.module.css';

export function Component() {
  const { id = '' } = useParams();
  const { data: utilisateur, error, refetch } = useUtilisateur(id);
  return (
    <div className={styles.page}>
      {utilisateur ? (
        <Profil utilisateur={utilisateur} />
      ) : !error ? (
        <ProfilSkeleton />
      ) : isMissing(error) ? (
        <Missing />
      ) : (
        <RequestFailure error={error} onRetry={refetch} heading="h1" />
      )}
    </div>
  );
}

/** The API answers 400 for an address that no account can have, 404 for an unknown profile. */
const isMissing = (error: Error) =>
  ['utilisateur-introuvable', 'requete-invalide'].includes((error as Partial<ApiError>).code ?? '');

function Missing() {
  const { profile, shop } = useTexts();
  return (
    <>
      <title>{`${profile.missing} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <StatePanel
        tone="vide"
        heading="h1"
        title={profile.missing}
        actions={
          <Link to="/utilisateurs" className={buttonClass()}>
            {profile.all}
          </Link>
        }
      >
        {profile.missingText}
      </StatePanel>
    </>
  );
}
