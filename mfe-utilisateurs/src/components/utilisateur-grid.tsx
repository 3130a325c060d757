import type { Utilisateur } from '@boutique/contracts/utilisateurs';
import { UtilisateurCard, UtilisateurCardSkeleton } from './utilisateur-card.tsx';
import styles from './utilisateur-grid.module.css';

export function UtilisateurGrid({ utilisateurs }: { utilisateurs: Utilisateur[] }) {
  return (
    <ul className={styles.grid}>
      {utilisateurs.map((utilisateur) => (
        <li key={utilisateur.id}>
          <UtilisateurCard utilisateur={utilisateur} />
        </li>
      ))}
    </ul>
  );
}

export function UtilisateurGridSkeleton() {
  return (
    <div className={styles.grid} aria-hidden="true">
      <UtilisateurCardSkeleton />
      <UtilisateurCardSkeleton />
      <UtilisateurCardSkeleton />
    </div>
  );
}
