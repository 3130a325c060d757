import type { LigneCommande } from '@boutique/contracts/commandes';
import { Link, useShell } from '@boutique/facade';
import { hueClass } from '@boutique/ui/hue';
import { Icon } from '@boutique/ui/icon';
import { Picture } from '@boutique/ui/picture';
import { formatPrice } from '@boutique/ui/price';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-lignes.module.css';

/** The products bought, at the prices of that day. */
export function CommandeLignes({ lignes }: { lignes: readonly LigneCommande[] }) {
  const { detail: texts } = useTexts().commandes;
  const { locale } = useShell();
  return (
    <ul className={styles.list}>
      {lignes.map(({ produitId, slug, nom, image, prixCentimes, quantite, totalCentimes }, index) => (
        <li key={produitId ?? index} className={styles.ligne}>
          <LigneImage image={image} produitId={produitId} />
          <div className={styles.words}>
            {slug ? (
              <Link to={`/produits/${slug}`} className={styles.nom}>
                {nom}
              </Link>
            ) : (
              <span className={styles.nom}>{nom}</span>
            )}
            <span className={styles.muted}>
              {texts.quantite(quantite)}
              {quantite > 1 && ` × ${texts.each(formatPrice(prixCentimes, locale))}`}
            </span>
            {!slug && <span className={styles.muted}>{texts.gone}</span>}
          </div>
          <span className={styles.total}>{formatPrice(totalCentimes, locale)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Decorative, because the product's name is beside it. */
function LigneImage({ image, produitId }: Pick<LigneCommande, 'image' | 'produitId'>) {
  const [broken, setBroken] = useState(false);
  return (
    <span className={`${styles.stage} ${hueClass(produitId ?? '')}`}>
      {image && !broken ? (
        <Picture image={image} sizes="64px" onBroken={() => setBroken(true)} />
      ) : (
        <Icon name="image" />
      )}
    </span>
  );
}
