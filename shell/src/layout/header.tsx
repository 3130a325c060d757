import { Link, NavLink, useShell } from '@boutique/facade';
import type { Slices } from '../slices/slices.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './header.module.css';
import { Logo } from './logo.tsx';
import { SlotWidgets } from './slot-widgets.tsx';

/** The shop's name, and the navigation entries and header widgets of the slices in service. */
export function Header({ slices }: { slices: Slices }) {
  const { locale } = useShell();
  const { navigation: label, shop } = useTexts();
  const navigation = slices.entries
    .flatMap(([, { extras }]) => extras.navigation)
    .filter(({ access, place }) => access === undefined && place === undefined)
    .toSorted((a, b) => a.order - b.order);
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.brand}>
        <Logo />
        <span>{shop}</span>
      </Link>
      <nav aria-label={label} className={styles.navigation}>
        <ul>
          {navigation.map(({ path, label: name }) => (
            <li key={path}>
              <NavLink to={path} className={() => styles.link}>
                {name[locale]}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.search}>
        <SlotWidgets slices={slices} slot="header-search" />
      </div>
      <div className={styles.actions}>
        <SlotWidgets slices={slices} slot="header-actions" />
      </div>
    </header>
  );
}
