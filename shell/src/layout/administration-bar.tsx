import { NavLink, useLocation, useShell } from '@boutique/facade';
import type { Slices } from '../slices/slices.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './administration-bar.module.css';

/** Navigation of the administration, shown to staff on its pages. */
export function AdministrationBar({ slices }: { slices: Slices }) {
  const { administration } = useTexts();
  const { locale, session } = useShell();
  const { pathname } = useLocation();
  if (session?.role !== 'admin' || !pathname.startsWith('/administration')) return null;
  const entries = slices.entries
    .flatMap(([, { extras }]) => extras.navigation)
    .filter(({ access }) => access === 'admin')
    .toSorted((a, b) => a.order - b.order);
  return (
    <nav className={styles.bar} aria-label={administration}>
      <ul>
        {entries.map(({ path, label }) => (
          <li key={path}>
            <NavLink to={path} className={() => styles.link}>
              {label[locale]}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
