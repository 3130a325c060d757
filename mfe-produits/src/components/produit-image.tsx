import type { Produit } from '@boutique/contracts/produits';
import { hueOf } from '@boutique/ui/hue';
import { Icon } from '@boutique/ui/icon';
import { type CSSProperties, useState } from 'react';
import styles from './produit-image.module.css';

interface Props {
  produit: Pick<Produit, 'id' | 'images'>;
  /** The picture is on the first screen: fetch it at once. */
  priority?: boolean;
  /** The product's name stands beside it, so that the picture needs no words. */
  decorative?: boolean;
  /** A square thumbnail, a card, or the large scene of the product's page. */
  size?: 'thumb' | 'card' | 'scene';
}

/** The product's illustration on a stage whose colour comes from its id. */
export function ProduitImage({ produit, priority = false, decorative = false, size = 'card' }: Props) {
  const image = produit.images[0];
  const [broken, setBroken] = useState(false);
  const style = { '--hue': hueOf(produit.id) } as CSSProperties;
  return (
    <span className={`${styles.stage} ${styles[size]}`} style={style}>
      {image && !broken ? (
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
      ) : (
        <span className={styles.missing}>
          <Icon name="image" size={size === 'thumb' ? 20 : 48} />
        </span>
      )}
    </span>
  );
}
