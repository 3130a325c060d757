import type { LignePanier } from '@boutique/contracts/panier';
import { hueClass } from '@boutique/ui/hue';
import { Icon } from '@boutique/ui/icon';
import { useState } from 'react';
import styles from './ligne-image.module.css';

interface Props {
  image: LignePanier['image'];
  /** Sets the stage's colour, the same as on the product's page. */
  produitId: string | null;
  /** 48 px or 80 px wide. */
  size?: 'sm' | 'md';
}

/** The picture of a line. Decorative, because the product's name is beside it. */
export function LigneImage({ image, produitId, size = 'md' }: Props) {
  const [broken, setBroken] = useState(false);
  return (
    <span className={`${styles.stage} ${styles[size]} ${hueClass(produitId ?? '')}`}>
      {image && !broken ? (
        <img
          src={image.url}
          width={image.largeur}
          height={image.hauteur}
          alt=""
          decoding="async"
          className={styles.image}
          onError={() => setBroken(true)}
        />
      ) : (
        <Icon name="image" size={20} />
      )}
    </span>
  );
}
