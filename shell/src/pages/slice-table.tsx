import type { SliceStatus } from '@boutique/contracts/info';
import { Badge } from '@boutique/ui/badge';
import { readDiscovery } from '../slices/discovery.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './systeme-page.module.css';

const tones = { available: 'success', unreachable: 'danger', invalid: 'warning' } as const;

/** The slices in the API's current view, with the version of each in this page. */
export function SliceTable({ slices }: { slices: SliceStatus[] }) {
  const { locale, systeme: texts } = useTexts();
  const served = new Map(Object.entries(readDiscovery().microFrontends));
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
            {slices.map(({ name, state, version, commit, builtAt, reason }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Badge tone={tones[state]}>{texts.states[state]}</Badge>
                  {reason && <span className={styles.reason}>{reason}</span>}
                </td>
                <td>{version ?? '–'}</td>
                <td>{served.get(name)?.[0]?.metadata.version ?? '–'}</td>
                <td>
                  <code>{commit ?? '–'}</code>
                </td>
                <td>{builtAt ? new Date(builtAt).toLocaleString(locale) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
