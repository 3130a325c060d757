import type { Produit } from '@boutique/contracts/produits';
import { Link, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { Picture } from '@boutique/ui/picture';
import { formatPrice } from '@boutique/ui/price';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './hero.module.css';

/** The width of the picture: 82 % of the scene's height. */
const WIDTH = '(width < 44rem) 60vw, (width < 52rem) 28rem, (width < 84rem) 33vw, 28rem';

/** The top of the home page: a greeting, and the best rated product (undefined while loading). */
export function Hero({ produit }: { produit: Produit | undefined }) {
  const { home, seeCatalogue } = useTexts();
  const { locale } = useShell();
  const image = produit?.images[0];
  return (
    <div className={styles.hero}>
      <div className={styles.words}>
        <p className={styles.kicker}>{home.kicker}</p>
        <h1 className={styles.headline}>{home.headline}</h1>
        <p className={styles.lead}>{home.lead}</p>
        <div className={styles.actions}>
          <Link to="/produits" className={buttonClass({ size: 'lg' })}>
            {seeCatalogue}
            <Icon name="arrow-right" />
          </Link>
          <Link to={catalogueHref({ tri: 'nouveaute' })} className={buttonClass({ size: 'lg', variant: 'secondary' })}>
            {home.newest}
          </Link>
        </div>
      </div>
      <div className={styles.scene}>
        {image && <Picture image={image} sizes={WIDTH} priority className={styles.image} />}
        {produit && (
          <Link to={`/produits/${produit.slug}`} className={styles.tag}>
            <span className={styles.tagKicker}>{home.favourite}</span>
            <span className={styles.tagName}>{produit.nom}</span>
            <span className={styles.tagPrice}>{formatPrice(produit.prixCentimes, locale)}</span>
          </Link>
        )}
      </div>
    </div>
  );
}
