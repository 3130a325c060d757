import { Link } from '@boutique/facade';
import { useTexts } from '../texts/use-texts.ts';
import styles from './footer.module.css';
import { LanguageLink } from './language-link.tsx';
import { ThemeChoice } from './theme-choice.tsx';

export function Footer() {
  const { footer: texts } = useTexts();
  return (
    <footer className={styles.footer}>
      <p>{texts.about}</p>
      <nav aria-label={texts.label}>
        <ul>
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
