import type { Produit } from '@boutique/contracts/produits';
import { hueOf } from '@boutique/ui/hue';
import { Icon } from '@boutique/ui/icon';
import { type CSSProperties, useState } from 'react';
import styles from './produit-image.module.css';

interface Props {
  produit: Pick<Produit, 'id' | 'images'>;
  /** The picture is on the first screen: fetch it at once. */
  priority?: boolean;
  /** The product's name is beside the picture, so the picture needs no text. */
  decorative?: boolean;
  /** The picture's name for a view transition, unique on the page. */
  transitionName?: string | undefined;
  /** A square thumbnail, a card, or the large scene of the product's page. */
  size?: 'thumb' | 'card' | 'scene';
}

/** The view transition's name: from the picture of the clicked card to that of the product's page. */
export const pictureTransition = (slug: string) => `produit-${slug}`;

/** The widths of the picture on pages, by which the browser chooses a variant. */
const widths = { thumb: '48px', card: '(width < 40rem) 45vw, 18rem', scene: '(width < 52rem) 90vw, 40rem' };

/** The product's illustration on a stage whose colour comes from its id. */
export function ProduitImage({ produit, priority = false, decorative = false, transitionName, size = 'card' }: Props) {
  const image = produit.images[0];
  const [broken, setBroken] = useState(false);
  const style = { '--hue': hueOf(produit.id), viewTransitionName: transitionName } as CSSProperties;
  return (
    <span className={`${styles.stage} ${styles[size]}`} style={style}>
      {image && !broken ? (
        <picture className={styles.picture}>
          {(['image/avif', 'image/webp'] as const).map((type) => {
            const srcSet = image.variantes
              .filter((variante) => variante.type === type)
              .map(({ url, largeur }) => `${url} ${largeur}w`)
              .join(', ');
            return srcSet && <source key={type} type={type} srcSet={srcSet} sizes={widths[size]} />;
          })}
          <img
            className={styles.image}
            src={image.url}
            width={image.largeur}
            height={image.hauteur}
            alt={decorative ? '' : image.alt}
            loading={priority ? 'eager' : 'lazy'}
            fetchPriority={priority ? 'high' : 'auto'}
            decoding="async"
            onError={() => setBroken(true)}
          />
        </picture>
      ) : (
        <span className={styles.missing}>
          <Icon name="image" size={size === 'thumb' ? 20 : 48} />
        </span>
      )}
    </span>
  );
}
