import type { Utilisateur } from '@boutique/contracts/utilisateurs';
import { Link, PageAddress } from '@boutique/facade';
import { Avatar } from '@boutique/ui/avatar';
import { Breadcrumb } from '@boutique/ui/breadcrumb';
import { buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { useTexts } from '../texts/use-texts.ts';
import styles from './profil.module.css';
import { RoleBadge } from './role-badge.tsx';

/** The public profile of an account. */
export function Profil({ utilisateur: { id, nom, role } }: { utilisateur: Utilisateur }) {
  const { directory, profile: texts, roles, shop } = useTexts();
  return (
    <article className={styles.profil}>
      <title>{`${nom} – ${shop}`}</title>
      <PageAddress path={`/utilisateurs/${id}`} />
      <Breadcrumb
        label={texts.breadcrumb}
        items={[
          { key: 'home', node: <Link to="/">{texts.home}</Link> },
          { key: 'directory', node: <Link to="/utilisateurs">{directory.title}</Link> },
          { key: 'profile', node: nom },
        ]}
      />
      <div className={styles.card}>
        <header className={styles.header}>
          <Avatar nom={nom} size={96} />
          <div className={styles.identity}>
            <h1 className={styles.nom}>{nom}</h1>
            <RoleBadge role={role} />
            <p className={styles.about}>{texts.about[role]}</p>
          </div>
        </header>
        <section className={styles.details} aria-labelledby="details">
          <h2 id="details" className={styles.title}>
            {texts.details}
          </h2>
          <dl className={styles.facts}>
            <dt>{texts.name}</dt>
            <dd>{nom}</dd>
            <dt>{texts.role}</dt>
            <dd>{roles[role]}</dd>
            <dt>{texts.visibility}</dt>
            <dd>{texts.isPublic}</dd>
          </dl>
          <p className={styles.privacy}>
            <Icon name="shield" />
            {texts.privacy}
          </p>
        </section>
      </div>
      <Link to="/utilisateurs" className={buttonClass({ variant: 'secondary' })}>
        <Icon name="arrow-left" />
        {texts.all}
      </Link>
    </article>
  );
}
