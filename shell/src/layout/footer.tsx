import { Link } from '@boutique/facade';
import styles from './footer.module.css';

export function Footer() {
  return (
    <footer className={styles.footer}>
      <p>Ma Boutique Répartie&nbsp;: une boutique de démonstration, assemblée dans votre navigateur.</p>
      <nav aria-label="Pied de page">
        <ul>
          <li>
            <Link to="/systeme">État du système</Link>
          </li>
          <li>
            <a href="/api/docs">API</a>
          </li>
        </ul>
      </nav>
    </footer>
  );
}
