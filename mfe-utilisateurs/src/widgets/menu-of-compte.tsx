import type { Compte } from '@boutique/contracts/comptes';
import { Link, useLocation, useNavigate } from '@boutique/facade';
import { Avatar } from '@boutique/ui/avatar';
import { Popover } from '@boutique/ui/popover';
import { useHydrated } from '@boutique/ui/use-hydrated';
import { useState } from 'react';
import { useSignOut } from '../api/sign-out.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './menu-compte.module.css';

interface Props {
  compte: Compte;
  onSignOut: () => void;
}

/** The account's avatar, and its menu: links, then signing out. */
export function MenuOfCompte({ compte: { nom, email, role }, onSignOut }: Props) {
  const { menu: texts } = useTexts().session;
  const navigate = useNavigate();
  const { key, pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const { mutate: signOut, isPending, isError, reset } = useSignOut();
  const [lastKey, setLastKey] = useState(key);
  if (lastKey !== key) {
    setLastKey(key);
    setOpen(false);
  }
  const links = [
    { to: '/compte', label: texts.compte },
    { to: '/compte/commandes', label: texts.commandes },
    { to: '/favoris', label: texts.favoris },
    ...(role === 'admin' ? [{ to: '/administration/produits', label: texts.administration }] : []),
  ];
  const leave = () =>
    signOut(undefined, {
      onSuccess: () => {
        onSignOut();
        if (/^\/(?:compte|administration)(?:\/|$)/.test(pathname)) void navigate('/');
      },
    });
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={texts.heading}
      trigger={(trigger) =>
        hydrated ? (
          <button
            {...trigger}
            type="button"
            className={styles.button}
            aria-label={texts.label(nom)}
            onClick={() => {
              reset();
              setOpen(!open);
            }}
          >
            <Avatar nom={nom} size={36} />
          </button>
        ) : (
          <Link to="/compte" className={styles.button} aria-label={texts.label(nom)}>
            <Avatar nom={nom} size={36} />
          </Link>
        )
      }
    >
      <div className={styles.menu}>
        <p className={styles.who}>
          <strong>{nom}</strong>
          <span>{email}</span>
        </p>
        <ul>
          {links.map(({ to, label }) => (
            <li key={to}>
              <Link to={to} className={styles.entry} onClick={() => setOpen(false)}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <div className={styles.out}>
          <button
            type="button"
            className={styles.entry}
            aria-disabled={isPending}
            onClick={() => !isPending && leave()}
          >
            {isPending ? texts.signingOut : texts.signOut}
          </button>
          {isError && (
            <p role="alert" className={styles.failure}>
              {texts.signOutFailed}
            </p>
          )}
        </div>
      </div>
    </Popover>
  );
}
