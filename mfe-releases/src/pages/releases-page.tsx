import type { SliceReleases } from '@boutique/contracts/deployments';
import { Link } from '@boutique/facade';
import { Notice } from '@boutique/ui/notice';
import { Skeleton } from '@boutique/ui/skeleton';
import { useDeployments } from '../api/deployments.ts';
import { AdminFrame } from '../components/admin-frame.tsx';
import styles from '../components/frame.module.css';
import { ReleasesTable } from '../components/releases-table.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { SHELL } from '../components/shell-name.ts';
import { useTexts } from '../texts/use-texts.ts';

export function Component() {
  const { title, lead } = useTexts().list;
  return (
    <AdminFrame title={title}>
      <header className={styles.header}>
        <h1 className={styles.heading}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
      </header>
      <Slices />
    </AdminFrame>
  );
}

function Slices() {
  const { stale } = useTexts();
  const { data, error, refetch } = useDeployments();
  if (!data) return error ? <RequestFailure onRetry={refetch} /> : <Skeleton height="24rem" radius="lg" />;
  return (
    <>
      {error && <Notice tone="danger">{stale}</Notice>}
      {data.map((slice) => (
        <Slice key={slice.slice} {...slice} />
      ))}
    </>
  );
}

function Slice({ slice, releases }: SliceReleases) {
  const { list: texts } = useTexts();
  return (
    <section className={styles.section} aria-labelledby={`slice-${slice}`}>
      <div className={styles.sectionHead}>
        <h2 id={`slice-${slice}`} className={styles.subheading}>
          {slice}
        </h2>
        <Link to={`/administration/releases/${slice}`} className={styles.link}>
          {texts.open(slice)}
        </Link>
      </div>
      {slice === SHELL && <p className={styles.lead}>{texts.shell}</p>}
      {releases.length === 0 ? (
        <p className={styles.lead}>{texts.noneOf}</p>
      ) : (
        <ReleasesTable caption={slice} releases={releases} />
      )}
    </section>
  );
}
