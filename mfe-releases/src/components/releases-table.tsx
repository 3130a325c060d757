import type { ReleaseStatus } from '@boutique/contracts/frontends';
import { Cell, Row, Table } from '@boutique/ui/table';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { authorOf } from './author-of.ts';
import styles from './frame.module.css';
import { Moment } from './moment.tsx';
import { SHELL } from './shell-name.ts';
import { StateBadges } from './state-badges.tsx';

interface Props {
  caption: string;
  releases: readonly ReleaseStatus[];
  /** The buttons of a release. */
  actions?: (release: ReleaseStatus) => ReactNode;
}

/** Releases with their state, share, failures, origin and size. */
export function ReleasesTable({ caption, releases, actions }: Props) {
  const texts = useTexts();
  const { actions: actionsColumn, ...columns } = texts.columns;
  return (
    <Table caption={caption} columns={[...Object.values(columns), ...(actions ? [actionsColumn] : [])]}>
      {releases.map((release) => {
        const { slice, version, integrity, commit, reason, traffic, clients, failingClients, bytes } = release;
        const isShell = slice === SHELL;
        return (
          <Row key={integrity}>
            <Cell label={columns.version} heading>
              <span>{version}</span>
              <span className={styles.muted}>{texts.commit(commit.slice(0, 7))}</span>
            </Cell>
            <Cell label={columns.state}>
              <StateBadges {...release} />
              {reason && <span className={styles.muted}>{reason}</span>}
            </Cell>
            <Cell label={columns.traffic}>{isShell ? texts.vitals.none : texts.percent(traffic)}</Cell>
            <Cell label={columns.clients}>{isShell ? texts.vitals.none : texts.failing(failingClients, clients)}</Cell>
            <Cell label={columns.published}>
              <Moment at={(isShell && release.servedAt) || release.registeredAt} />
              <span className={styles.muted}>
                {release.author ? authorOf(release.author, texts) : texts.unknownAuthor}
              </span>
            </Cell>
            <Cell label={columns.size}>{texts.kilobytes(bytes)}</Cell>
            {actions && <Cell label={actionsColumn}>{actions(release)}</Cell>}
          </Row>
        );
      })}
    </Table>
  );
}
