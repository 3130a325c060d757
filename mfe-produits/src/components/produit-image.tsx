import type { Produit } from '@boutique/contracts/produits';
import { hueClass } from '@boutique/ui/hue';
import { Icon } from '@boutique/ui/icon';
import { Picture } from '@boutique/ui/picture';
import { useState } from 'react';
import styles from './produit-image.module.css';

interface Props {
  produit: Pick<Produit, 'id' | 'images'>;
  /** A square thumbnail, a card, or the large scene of the product's page. */
  size: 'thumb' | 'card' | 'scene';
  /** The width of the picture itself, 86 % of its stage: see `Picture`. */
  sizes: string;
  /** The picture is on the first screen: fetch it at once. */
  priority?: boolean;
  /** The product's name is beside the picture, so the picture needs no text. */
  decorative?: boolean;
}

/** The width of the picture on the product's page: see its stylesheet, and that of this component. */
export const SCENE_WIDTH = '(width < 40rem) 70vw, (width < 52rem) 80vw, (width < 84rem) 42vw, 35rem';

/** The product's illustration on a stage whose colour comes from its id. */
export function ProduitImage({ produit, size, sizes, priority = false, decorative = false }: Props) {
  const image = produit.images[0];
  const [broken, setBroken] = useState(false);
  return (
    <span className={`${styles.stage} ${styles[size]} ${hueClass(produit.id)}`}>
      {image && !broken ? (
        <Picture
          image={image}
          sizes={sizes}
          priority={priority}
          alt={decorative ? '' : image.alt}
          className={styles.image}
          onBroken={() => setBroken(true)}
        />
      ) : (
        <span className={styles.missing}>
          <Icon name="image" size={size === 'thumb' ? 20 : 48} />
        </span>
      )}
    </span>
  );
}
