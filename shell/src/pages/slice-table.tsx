import type { EtatSlice } from '@boutique/contracts/info';
import { Badge } from '@boutique/ui/badge';
import { readDiscovery } from '../slices/discovery.ts';
import styles from './systeme-page.module.css';

const etats = {
  disponible: ['success', 'En service'],
  injoignable: ['danger', 'Injoignable'],
  invalide: ['warning', 'Refusée'],
} as const;

/** The slices as the API sees them now, and the version of each that this page was served with. */
export function SliceTable({ slices }: { slices: EtatSlice[] }) {
  const served = readDiscovery().microFrontends;
  return (
    <section className={styles.card} aria-label="Parties de la page">
      <div className={styles.cardHead}>
        <h2>Parties de la page</h2>
      </div>
      {/* a table that scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus */}
      <section className={styles.scroll} aria-label="Versions en service" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Nom</th>
              <th scope="col">État</th>
              <th scope="col">Version en service</th>
              <th scope="col">Dans cette page</th>
              <th scope="col">Commit</th>
              <th scope="col">Construite</th>
            </tr>
          </thead>
          <tbody>
            {slices.map(({ nom, etat, version, commit, construiteLe, raison }) => (
              <tr key={nom}>
                <th scope="row">{nom}</th>
                <td>
                  <Badge tone={etats[etat][0]}>{etats[etat][1]}</Badge>
                  {raison && <span className={styles.reason}>{raison}</span>}
                </td>
                <td>{version ?? '–'}</td>
                <td>{served[nom]?.[0]?.metadata.version ?? '–'}</td>
                <td>
                  <code>{commit ?? '–'}</code>
                </td>
                <td>{construiteLe ? new Date(construiteLe).toLocaleString('fr-FR') : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
