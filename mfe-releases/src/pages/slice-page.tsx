import type { ApiError } from '@boutique/contracts/client';
import type { Deployment, ReleaseStatus } from '@boutique/contracts/frontends';
import { Button } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { useState } from 'react';
import { useDeployment } from '../api/deployments.ts';
import { CanaryCard } from '../components/canary-card.tsx';
import { type Action, ChangeDialog } from '../components/change-dialog.tsx';
import styles from '../components/frame.module.css';
import { IncidentsTable } from '../components/incidents-table.tsx';
import { PreviewDialog } from '../components/preview-dialog.tsx';
import { actionsOf, ReleaseActions } from '../components/release-actions.tsx';
import { ReleasesTable } from '../components/releases-table.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { SHELL } from '../components/shell-name.ts';
import { SliceFrame } from '../components/slice-frame.tsx';
import { StatisticsSection } from '../components/statistics-section.tsx';
import { useTexts } from '../texts/use-texts.ts';

export function Component() {
  return <SliceFrame title={useTexts().slice.title}>{(slice) => <Slice slice={slice} />}</SliceFrame>;
}

function Slice({ slice }: { slice: string }) {
  const { slice: texts, stale } = useTexts();
  const { data, error, refetch } = useDeployment(slice);
  if (!data) {
    if ((error as Partial<ApiError> | null)?.code === 'slice-not-found') {
      return (
        <StatePanel tone="vide" title={texts.missing(slice)}>
          {texts.missingText}
        </StatePanel>
      );
    }
    return error ? <RequestFailure onRetry={refetch} /> : <Skeleton height="24rem" radius="lg" />;
  }
  return (
    <>
      {error && <Notice tone="danger">{stale}</Notice>}
      {slice === SHELL ? <Builds {...data} /> : <Releases {...data} />}
      {slice !== SHELL && <StatisticsSection slice={slice} />}
      {slice !== SHELL && <IncidentsTable incidents={data.incidents} />}
    </>
  );
}

/** Builds of the shell, which gateways choose: there is nothing to change here. */
function Builds({ releases }: Deployment) {
  const { slice: texts, list } = useTexts();
  return (
    <section className={styles.section}>
      <p className={styles.lead}>{list.shell}</p>
      <ReleasesTable caption={texts.releases} releases={releases} />
    </section>
  );
}

function Releases({ slice, releases }: Deployment) {
  const { slice: texts, actions, form } = useTexts();
  const [asked, setAsked] = useState<{ action: Action | 'preview'; integrity: string } | null>(null);
  const [done, setDone] = useState(false);
  const active = releases.find(({ state }) => state === 'active');
  const canary = releases.find(({ state }) => state === 'canary');
  const previous = releases.find(({ standsIn }) => standsIn);
  const ask = (action: Action | 'preview', { integrity }: ReleaseStatus) => {
    setDone(false);
    setAsked({ action, integrity });
  };
  const close = () => setAsked(null);
  const release = releases.find(({ integrity }) => integrity === asked?.integrity);
  const offered = {
    rollback: release === previous,
    retire: release === active,
    other: release !== undefined && asked !== null && actionsOf(release, active !== undefined).includes(asked.action),
  };
  const kind = asked?.action === 'rollback' || asked?.action === 'retire' ? asked.action : 'other';
  // the question goes when the API or somebody else has changed what it is about
  const open = asked && release && offered[kind] ? { action: asked.action, release } : null;
  return (
    <>
      {/* also announces what commands and the API change */}
      <p role="status">{active ? texts.live(active.version, canary?.version ?? '') : texts.offline}</p>
      <div role="status" className={styles.status}>
        {done && <Notice tone="success">{form.done}</Notice>}
      </div>
      {canary && active && <CanaryCard canary={canary} active={active.version} />}
      <section className={styles.section}>
        <div className={styles.sectionHead}>
          <h2 className={styles.subheading}>{texts.releases}</h2>
          <span className={styles.actions}>
            {previous && (
              <Button variant="danger" data-scripts="" aria-haspopup="dialog" onClick={() => ask('rollback', previous)}>
                {actions.rollback}
              </Button>
            )}
            {active && (
              <Button variant="secondary" data-scripts="" aria-haspopup="dialog" onClick={() => ask('retire', active)}>
                {actions.retire}
              </Button>
            )}
          </span>
        </div>
        <ReleasesTable
          caption={texts.releases}
          releases={releases}
          actions={(row) => (
            <ReleaseActions release={row} hasActive={active !== undefined} onAsk={(action) => ask(action, row)} />
          )}
        />
      </section>
      {open?.action === 'preview' && <PreviewDialog slice={slice} version={open.release.version} onClose={close} />}
      {open && open.action !== 'preview' && (
        <ChangeDialog
          action={open.action}
          release={open.release}
          active={active?.version ?? ''}
          onClose={close}
          onDone={() => {
            close();
            setDone(true);
          }}
        />
      )}
    </>
  );
}
