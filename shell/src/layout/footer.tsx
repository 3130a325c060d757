import { Link, useShell } from '@boutique/facade';
import type { Slices } from '../slices/slices.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './footer.module.css';
import { LanguageLink } from './language-link.tsx';
import { ThemeChoice } from './theme-choice.tsx';

/** Rarely used links and settings: further pages of the slices, the system's state, language and theme. */
export function Footer({ slices }: { slices: Slices }) {
  const { footer: texts } = useTexts();
  const { locale } = useShell();
  const entries = slices.entries
    .flatMap(([, { extras }]) => extras.navigation)
    .filter(({ place }) => place === 'footer')
    .toSorted((a, b) => a.order - b.order);
  return (
    <footer className={styles.footer}>
      <p>{texts.about}</p>
      <nav aria-label={texts.label}>
        <ul>
          {entries.map(({ path, label }) => (
            <li key={path}>
              <Link to={path}>{label[locale]}</Link>
            </li>
          ))}
          <li>
            <Link to="/systeme">{texts.systeme}</Link>
          </li>
          <li>
            <a href="/api/docs">API</a>
          </li>
        </ul>
      </nav>
      <div className={styles.preferences}>
        <LanguageLink className={styles.language} />
        <ThemeChoice />
      </div>
    </footer>
  );
}
