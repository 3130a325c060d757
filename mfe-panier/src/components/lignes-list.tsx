import type { LigneCommande } from '@boutique/contracts/commandes';
import { useShell } from '@boutique/facade';
import { formatPrice } from '@boutique/ui/price';
import { useTexts } from '../texts/use-texts.ts';
import { LigneImage } from './ligne-image.tsx';
import { LigneName } from './ligne-name.tsx';
import styles from './lignes-list.module.css';

interface Props {
  /** The accessible name of the list. */
  label: string;
  lignes: readonly LigneCommande[];
}

/** Read-only lines: picture, name, quantity, total. */
export function LignesList({ label, lignes }: Props) {
  const { checkout: texts } = useTexts();
  const { locale } = useShell();
  return (
    <ul aria-label={label} className={styles.list}>
      {lignes.map(({ produitId, slug, nom, image, quantite, totalCentimes }) => (
        <li key={produitId ?? nom} className={styles.ligne}>
          <LigneImage image={image} produitId={produitId} size="sm" />
          <span className={styles.words}>
            <span className={styles.nom}>
              <LigneName nom={nom} slug={slug} />
            </span>
            <span className={styles.quantity}>{texts.quantity(quantite)}</span>
          </span>
          <span className={styles.price}>{formatPrice(totalCentimes, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
