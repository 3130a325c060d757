import type { Utilisateur } from '@boutique/contracts/utilisateurs';
import { Link } from '@boutique/facade';
import { Avatar } from '@boutique/ui/avatar';
import { Icon } from '@boutique/ui/icon';
import { Skeleton } from '@boutique/ui/skeleton';
import { RoleBadge } from './role-badge.tsx';
import styles from './utilisateur-card.module.css';

/** A profile in the directory; the whole card links to its page. */
export function UtilisateurCard({ utilisateur: { id, nom, role } }: { utilisateur: Utilisateur }) {
  return (
    <article className={styles.card}>
      <Avatar nom={nom} size={56} />
      <div className={styles.body}>
        <h2 className={styles.nom}>
          <Link to={`/utilisateurs/${id}`} className={styles.link}>
            {nom}
          </Link>
        </h2>
        <RoleBadge role={role} />
      </div>
      <span className={styles.chevron}>
        <Icon name="chevron-right" />
      </span>
    </article>
  );
}

export function UtilisateurCardSkeleton() {
  return (
    <div className={styles.card}>
      <Skeleton width="3.5rem" height="3.5rem" radius="full" />
      <div className={styles.body}>
        <p className={styles.nom}>
          <Skeleton width="7rem" />
        </p>
        <Skeleton width="5rem" height="1.5rem" radius="full" />
      </div>
    </div>
  );
}
