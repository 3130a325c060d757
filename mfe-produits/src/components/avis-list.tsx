import type { Avis } from '@boutique/contracts/avis';
import { formatDate } from '@boutique/contracts/dates';
import { useShell } from '@boutique/facade';
import { Rating } from '@boutique/ui/rating';
import { useTexts } from '../texts/use-texts.ts';
import styles from './avis-list.module.css';

/** Reviews by buyers of the product, each in its own language. */
export function AvisList({ avis }: { avis: Avis[] }) {
  const { reviews: texts } = useTexts();
  const { locale } = useShell();
  return (
    <ul className={styles.list}>
      {avis.map(({ id, note, titre, texte, langue, auteur, creeLe }) => (
        <li key={id} className={styles.avis}>
          <Rating note={note} locale={locale} />
          <h3 lang={langue} className={styles.titre}>
            {titre}
          </h3>
          <p lang={langue} className={styles.texte}>
            {texte}
          </p>
          <p className={styles.auteur}>
            {auteur ?? texts.formerAuthor}, <time dateTime={creeLe}>{formatDate(creeLe, locale)}</time>
          </p>
        </li>
      ))}
    </ul>
  );
}
