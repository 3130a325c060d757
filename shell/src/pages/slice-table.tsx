import type { EtatSlice } from '@boutique/contracts/info';
import { Badge } from '@boutique/ui/badge';
import { readDiscovery } from '../slices/discovery.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './systeme-page.module.css';

const tones = { disponible: 'success', injoignable: 'danger', invalide: 'warning' } as const;

/** The slices as the API sees them now, and the version of each that this page was served with. */
export function SliceTable({ slices }: { slices: EtatSlice[] }) {
  const { locale, systeme: texts } = useTexts();
  const served = readDiscovery().microFrontends;
  return (
    <section className={styles.card} aria-label={texts.slices}>
      <div className={styles.cardHead}>
        <h2>{texts.slices}</h2>
      </div>
      {/* a table that scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus */}
      <section className={styles.scroll} aria-label={texts.releases} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {texts.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slices.map(({ nom, etat, version, commit, construiteLe, raison }) => (
              <tr key={nom}>
                <th scope="row">{nom}</th>
                <td>
                  <Badge tone={tones[etat]}>{texts.etats[etat]}</Badge>
                  {raison && <span className={styles.reason}>{raison}</span>}
                </td>
                <td>{version ?? '–'}</td>
                <td>{served[nom]?.[0]?.metadata.version ?? '–'}</td>
                <td>
                  <code>{commit ?? '–'}</code>
                </td>
                <td>{construiteLe ? new Date(construiteLe).toLocaleString(locale) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
