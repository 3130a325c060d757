import type { LignePanier } from '@boutique/contracts/panier';
import { hueClass } from '@boutique/ui/hue';
import { Icon } from '@boutique/ui/icon';
import { Picture } from '@boutique/ui/picture';
import { useState } from 'react';
import styles from './ligne-image.module.css';

interface Props {
  image: LignePanier['image'];
  /** Sets the stage's colour, the same as on the product's page. */
  produitId: string | null;
  /** 48 px or 80 px wide. */
  size?: 'sm' | 'md';
}

/** 86 % of the stage. */
const WIDTHS = { sm: '42px', md: '69px' };

/** The picture of a line. Decorative, because the product's name is beside it. */
export function LigneImage({ image, produitId, size = 'md' }: Props) {
  const [broken, setBroken] = useState(false);
  return (
    <span className={`${styles.stage} ${styles[size]} ${hueClass(produitId ?? '')}`}>
      {image && !broken ? (
        <Picture image={image} sizes={WIDTHS[size]} className={styles.image} onBroken={() => setBroken(true)} />
      ) : (
        <Icon name="image" size={20} />
      )}
    </span>
  );
}
