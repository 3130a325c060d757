import { Icon } from '@boutique/ui/icon';
import { useTexts } from '../texts/use-texts.ts';
import styles from './reassurance.module.css';

/** One for each text, in their order. */
const icons = ['truck', 'return', 'shield'] as const;

/** The shop's promises: delivery, withdrawal, guarantee. */
export function Reassurance({ stacked = false }: { stacked?: boolean }) {
  return (
    <ul className={stacked ? styles.stacked : styles.strip}>
      {useTexts().reassurance.map(({ title, text }, index) => (
        <li key={title} className={styles.item}>
          <span className={styles.icon}>
            <Icon name={icons[index] ?? 'info'} size={22} />
          </span>
          <span>
            <strong className={styles.title}>{title}</strong>
            <span className={styles.text}>{text}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
