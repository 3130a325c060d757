import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useRef } from 'react';
import { useLivraisons } from '../api/list-livraisons.ts';
import { usePanier } from '../api/read-panier.ts';
import { PanierEmpty } from '../components/panier-empty.tsx';
import { PanierSkeleton } from '../components/panier-skeleton.tsx';
import { PanierSummary } from '../components/panier-summary.tsx';
import { RemovedLigne } from '../components/removed-ligne.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { ChangingLigne } from './changing-ligne.tsx';
import styles from './panier-page.module.css';
import { useRemovals } from './use-removals.ts';

export function Component() {
  const { panier: texts, articles, shop } = useTexts();
  const { panier, error, refetch } = usePanier();
  const { data: livraisons } = useLivraisons();
  const { removal, failure, remove, undo, forget } = useRemovals();
  const page = useRef<HTMLDivElement>(null);

  const notice = removal && (
    <RemovedLigne
      key={removal.ligne.produitId}
      nom={removal.ligne.nom}
      onUndo={() => {
        undo(removal);
        page.current?.focus({ preventScroll: true });
      }}
      onEnd={() => {
        const focused = page.current?.contains(document.activeElement) ?? false;
        forget();
        if (focused) page.current?.focus({ preventScroll: true });
      }}
    />
  );
  const lignes = panier?.lignes ?? [];
  const at = removal ? Math.min(removal.index, lignes.length) : -1;
  return (
    <div ref={page} tabIndex={-1} className={styles.page}>
      <title>{`${texts.title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <VisuallyHidden>
        <span role="status">{removal && texts.removed(removal.ligne.nom)}</span>
      </VisuallyHidden>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {lignes.length > 0 && panier ? (
        <>
          <div className={styles.heading}>
            <h1 className={styles.title}>{texts.heading}</h1>
            <p className={styles.count}>{articles(panier.nombreArticles)}</p>
          </div>
          <div className={styles.columns}>
            <ul aria-label={texts.lines} className={styles.lignes}>
              {lignes.flatMap((ligne, index) => [
                at === index && <li key="removed">{notice}</li>,
                <ChangingLigne key={ligne.produitId} ligne={ligne} onRemove={() => remove(ligne, index)} />,
              ])}
              {at === lignes.length && <li key="removed">{notice}</li>}
            </ul>
            <PanierSummary panier={panier} livraisons={livraisons} />
          </div>
        </>
      ) : panier ? (
        <>
          {notice}
          <PanierEmpty />
        </>
      ) : error ? (
        <RequestFailure error={error} onRetry={refetch} />
      ) : (
        <PanierSkeleton />
      )}
    </div>
  );
}
