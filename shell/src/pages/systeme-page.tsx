import { useQuery, useShell } from '@boutique/facade';
import { Badge } from '@boutique/ui/badge';
import { Button } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { FactList } from './fact-list.tsx';
import { SliceTable } from './slice-table.tsx';
import styles from './systeme-page.module.css';

const REFRESH_MS = 5_000;

/** What runs, in which version, and how it is: `/api/info`, beside the releases that this page was put together from. */
export function Component() {
  const { api } = useShell();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['info'],
    queryFn: ({ signal }) => api.request('get /api/info', { signal }),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
  return (
    <div className={styles.page}>
      <title>État du système – Ma Boutique Répartie</title>
      <header>
        <h1>État du système</h1>
        <p className={styles.intro}>
          Ce qui tourne en ce moment, relevé toutes les {REFRESH_MS / 1000} secondes.
          <br />
          {data ? `Dernier relevé à ${timeOf(dataUpdatedAt)}.` : 'Relevé en cours…'}
        </p>
      </header>
      {error && !data && (
        <StatePanel
          tone="erreur"
          title="L’API ne répond pas"
          actions={<Button onClick={() => void refetch()}>Réessayer</Button>}
        >
          <p>Les pages déjà affichées restent lisibles&nbsp;; un nouveau relevé est tenté automatiquement.</p>
        </StatePanel>
      )}
      {error && data && <p role="alert">Le dernier relevé a échoué&nbsp;: les valeurs ci-dessous datent d’avant.</p>}
      {isPending && <Skeleton width="100%" height="20rem" />}
      {data && (
        <>
          <div className={styles.cards}>
            <FactList
              title="API"
              badge={<Badge tone="success">En service</Badge>}
              facts={[
                ['Nom', data.nom],
                ['Version', data.version],
                ['Commit', data.commit],
                ['Environnement', data.environnement],
                ['Instance', data.instance],
                ['Démarrée', dateOf(data.demarreLe)],
              ]}
            />
            <FactList
              title="Base de données"
              badge={
                data.baseDeDonnees.etat === 'disponible' ? (
                  <Badge tone="success">Disponible</Badge>
                ) : (
                  <Badge tone="danger">Indisponible</Badge>
                )
              }
              facts={[
                ['Version', data.baseDeDonnees.version ?? 'inconnue'],
                ['Temps de réponse', latencyOf(data.baseDeDonnees.latenceMs)],
              ]}
            />
          </div>
          <SliceTable slices={data.slices} />
        </>
      )}
    </div>
  );
}

const timeOf = (time: number) => new Date(time).toLocaleTimeString('fr-FR');
const dateOf = (iso: string) => new Date(iso).toLocaleString('fr-FR', { dateStyle: 'medium', timeStyle: 'medium' });
const latencyOf = (ms: number | null) =>
  ms === null ? 'pas de réponse' : `${ms.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} ms`;
