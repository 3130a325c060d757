import type { StatisticsPeriod } from '@boutique/contracts/deployments';
import { useSearchParams } from '@boutique/facade';
import { Select } from '@boutique/ui/select';
import { Skeleton } from '@boutique/ui/skeleton';
import { useId } from 'react';
import { useStatistics } from '../api/deployments.ts';
import { useTexts } from '../texts/use-texts.ts';
import chartStyles from './counts-chart.module.css';
import { CountsChart } from './counts-chart.tsx';
import styles from './frame.module.css';
import { RequestFailure } from './request-failure.tsx';
import { VitalsTable } from './vitals-table.tsx';

/** Loads, failures and vitals of the releases that were in service last. */
export function StatisticsSection({ slice }: { slice: string }) {
  const { statistics: texts } = useTexts();
  const [search, setSearch] = useSearchParams();
  const period: StatisticsPeriod | '' = search.get('period') === 'day' ? 'day' : '';
  const { data, error, refetch } = useStatistics(slice, period);
  const id = useId();
  if (!data) return error ? <RequestFailure onRetry={refetch} /> : <Skeleton height="24rem" radius="lg" />;
  if (data.releases.length === 0) return null;
  return (
    <>
      <section className={styles.section} aria-labelledby={id}>
        <div className={styles.sectionHead}>
          <h2 id={id} className={styles.subheading}>
            {texts.title}
          </h2>
          <div data-scripts="">
            <Select
              label={texts.period}
              value={period}
              options={[
                { value: '', label: texts.hour },
                { value: 'day', label: texts.day },
              ]}
              onChange={(value) =>
                queueMicrotask(() =>
                  setSearch(value ? { period: value } : {}, { replace: true, preventScrollReset: true }),
                )
              }
            />
          </div>
        </div>
        <div className={chartStyles.charts}>
          <CountsChart what="loads" statistics={data} />
          <CountsChart what="failures" statistics={data} />
        </div>
      </section>
      <VitalsTable releases={data.releases} />
    </>
  );
}
