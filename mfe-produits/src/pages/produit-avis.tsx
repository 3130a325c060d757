import type { ApiError } from '@boutique/contracts/client';
import type { Produit } from '@boutique/contracts/produits';
import { queryString } from '@boutique/contracts/uri-template';
import { Link, useFormPost, useLocation, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Rating } from '@boutique/ui/rating';
import { Skeleton } from '@boutique/ui/skeleton';
import type { FormEvent } from 'react';
import { useAvis, useChangeAvis, useOwnAvis } from '../api/list-avis.ts';
import { AvisForm } from '../components/avis-form.tsx';
import { AvisList } from '../components/avis-list.tsx';
import { MoreLink } from '../components/more-link.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './produit-avis.module.css';

interface Props {
  /** The product's id or slug, as in the address. */
  id: string;
  /** The cursor of the first review; undefined from the newest on. */
  apres: string | undefined;
  produit: Produit;
}

/** The reviews of a product, and the form for the account's own. */
export function ProduitAvis({ id, apres, produit: { slug, note, nombreAvis } }: Props) {
  const { reviews: texts, retry } = useTexts();
  const { locale } = useShell();
  const { data, error, refetch, isFetchingNextPage, fetchNextPage } = useAvis(id, apres);
  const next = data?.pages.at(-1)?.next;
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
      ) : (error as Partial<ApiError> | null)?.code === 'curseur-invalide' ? (
        <p>
          <Link to={`/produits/${slug}#avis`}>{texts.newest}</Link>
        </p>
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
      {next && (
        <div>
          <MoreLink
            to={`/produits/${slug}${queryString({ apres: next })}#avis`}
            onMore={() => void fetchNextPage()}
            loading={isFetchingNextPage}
          >
            {texts.more}
          </MoreLink>
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
  const { form, posted } = useFormPost('deleteAvis');
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
  if (!own) return <AvisForm produitId={id} onSend={create.mutateAsync} />;
  const takeBack = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate(own.id);
  };
  return (
    <form className={styles.own} {...form} onSubmit={takeBack}>
      <p role="status">{texts.thanks}</p>
      <input type="hidden" name="id" value={own.id} />
      <Button type="submit" variant="ghost" size="sm">
        {texts.takeBack}
      </Button>
      {(remove.isIdle ? posted?.error : remove.isError) && <p role="alert">{texts.failed}</p>}
    </form>
  );
}
