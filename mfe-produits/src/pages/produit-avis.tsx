import type { Produit } from '@boutique/contracts/produits';
import { Link, useLocation, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Rating } from '@boutique/ui/rating';
import { Skeleton } from '@boutique/ui/skeleton';
import { useAvis, useChangeAvis, useOwnAvis } from '../api/list-avis.ts';
import { AvisForm } from '../components/avis-form.tsx';
import { AvisList } from '../components/avis-list.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './produit-avis.module.css';

/** The reviews of a product, and the form for the account's own. */
export function ProduitAvis({ produit: { id, note, nombreAvis } }: { produit: Produit }) {
  const { reviews: texts, retry } = useTexts();
  const { locale } = useShell();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAvis(id);
  const avis = data?.pages.flatMap(({ items }) => items);
  return (
    <section id="avis" aria-labelledby="avis-titre" className={styles.section}>
      <header className={styles.header}>
        <h2 id="avis-titre">{texts.title}</h2>
        <Rating note={note} nombreAvis={nombreAvis} locale={locale} />
      </header>
      <OwnAvis id={id} />
      {avis ? (
        <AvisList avis={avis} />
      ) : error ? (
        <p>
          {texts.unavailable}{' '}
          <Button variant="ghost" size="sm" onClick={() => void refetch()}>
            {retry}
          </Button>
        </p>
      ) : (
        nombreAvis > 0 && <Skeleton height="8rem" />
      )}
      {hasNextPage && (
        <div>
          <Button
            variant="secondary"
            onClick={() => void fetchNextPage()}
            aria-disabled={isFetchingNextPage || undefined}
          >
            {texts.more}
          </Button>
        </div>
      )}
    </section>
  );
}

function OwnAvis({ id }: { id: string }) {
  const { reviews: texts } = useTexts();
  const { session } = useShell();
  const { pathname } = useLocation();
  const { data } = useOwnAvis(id);
  const { create, remove } = useChangeAvis(id);
  if (session === null) {
    return (
      <p className={styles.note}>
        {texts.signInFirst}{' '}
        <Link to={`/connexion?retour=${encodeURIComponent(pathname)}`} className={styles.link}>
          {texts.signIn}
        </Link>
      </p>
    );
  }
  if (!data) return null;
  if (!data.achete) return <p className={styles.note}>{texts.buyersOnly}</p>;
  const own = data.avis;
  if (!own) return <AvisForm onSend={create.mutateAsync} />;
  return (
    <div className={styles.own}>
      <p role="status">{texts.thanks}</p>
      <Button variant="ghost" size="sm" onClick={() => remove.mutate(own.id)}>
        {texts.takeBack}
      </Button>
      {remove.isError && <p role="alert">{texts.failed}</p>}
    </div>
  );
}
