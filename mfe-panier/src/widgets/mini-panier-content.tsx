import type { LignePanier, Panier } from '@boutique/contracts/panier';
import { Link, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { formatPrice } from '@boutique/ui/price';
import { Skeleton } from '@boutique/ui/skeleton';
import { LigneImage } from '../components/ligne-image.tsx';
import { LigneName } from '../components/ligne-name.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './mini-panier.module.css';

/** The number of lines shown, the last added first. */
const LINES = 3;

interface Props {
  /** Undefined while loading. */
  panier: Panier | undefined;
  error: Error | null;
  onRetry: () => void;
  /** The product added last. */
  added: { produitId: string; nom: string; quantite: number } | null;
  /** Called when a link is followed. */
  onLeave: () => void;
}

/** The last lines of the cart, its total, and links to cart and checkout. */
export function MiniPanierContent({ panier, error, onRetry, added, onLeave }: Props) {
  const { mini: texts, panier: page, seeCatalogue, retry } = useTexts();
  const { locale } = useShell();
  if (!panier) {
    return error ? (
      <div className={styles.content}>
        <p>{texts.failed}</p>
        <Button size="sm" variant="secondary" onClick={() => onRetry()}>
          {retry}
        </Button>
      </div>
    ) : (
      <div className={styles.content} aria-busy="true">
        <Skeleton width="50%" />
        <Skeleton height="3rem" />
      </div>
    );
  }
  if (panier.lignes.length === 0 && !added) {
    return (
      <div className={styles.content}>
        <p className={styles.title}>{page.empty}</p>
        <p className={styles.muted}>{page.emptyText}</p>
        <Link to="/produits" className={buttonClass({ variant: 'secondary', wide: true })} onClick={onLeave}>
          {seeCatalogue}
        </Link>
      </div>
    );
  }
  const isAdded = ({ produitId }: LignePanier) => produitId === added?.produitId;
  const lastFirst = panier.lignes.toReversed();
  const shown = [...lastFirst.filter(isAdded), ...lastFirst.filter((ligne) => !isAdded(ligne))].slice(0, LINES);
  const more = panier.lignes.length - shown.length;
  return (
    <div className={styles.content}>
      {added ? (
        <p className={styles.added}>
          <Icon name="check" size={18} />
          {texts.added}
        </p>
      ) : (
        <p className={styles.title}>{texts.heading}</p>
      )}
      <ul className={styles.lignes}>
        {shown.map((ligne) => (
          <li key={ligne.produitId} className={styles.ligne} data-added={isAdded(ligne) || undefined}>
            <LigneImage image={ligne.image} produitId={ligne.produitId} size="sm" />
            <span className={styles.words}>
              <span className={styles.nom}>
                <LigneName nom={ligne.nom} slug={ligne.slug} />
              </span>
              <span className={styles.muted}>{texts.quantity(ligne.quantite)}</span>
            </span>
            <span className={styles.price}>{formatPrice(ligne.totalCentimes, locale)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.muted}>{texts.more(more)}</p>}
      <p className={styles.total}>
        <span>{texts.total}</span>
        <span className={styles.price}>{formatPrice(panier.totalCentimes, locale)}</span>
      </p>
      <div className={styles.actions}>
        <Link to="/panier" className={buttonClass({ variant: 'secondary' })} onClick={onLeave}>
          {texts.see}
        </Link>
        <Link to="/commande" className={buttonClass()} onClick={onLeave}>
          {texts.order}
        </Link>
      </div>
    </div>
  );
}
