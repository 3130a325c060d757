import type { HistoryEntry } from '@boutique/contracts/frontends';
import { useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Select } from '@boutique/ui/select';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { useHistory } from '../api/history.ts';
import { authorOf } from '../components/author-of.ts';
import styles from '../components/frame.module.css';
import { Moment } from '../components/moment.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { SliceFrame } from '../components/slice-frame.tsx';
import { useTexts } from '../texts/use-texts.ts';
import listStyles from './history-page.module.css';

export function Component() {
  const { title, lead } = useTexts().history;
  return (
    <SliceFrame title={title} lead={lead}>
      {(slice) => <History slice={slice} />}
    </SliceFrame>
  );
}

function History({ slice }: { slice: string }) {
  const { history: texts } = useTexts();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('action') ?? '';
  const filters = { action: Object.hasOwn(texts.actions, asked) ? asked : '', version: search.get('version') ?? '' };
  const list = useHistory(slice, filters);
  const set = (changes: Partial<typeof filters>) =>
    queueMicrotask(() => {
      const kept = Object.entries({ ...filters, ...changes }).filter(([, value]) => value);
      setSearch(Object.fromEntries(kept), { replace: true, preventScrollReset: true });
    });
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <form method="get" data-scripts="" className={styles.actions} onSubmit={(event) => event.preventDefault()}>
        <Select
          label={texts.action}
          name="action"
          value={filters.action}
          options={[
            { value: '', label: texts.all },
            ...Object.entries(texts.actions).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(action) => set({ action })}
        />
        <Select
          label={texts.version}
          name="version"
          value={filters.version}
          options={[
            { value: '', label: texts.allVersions },
            ...versionsOf(entries, filters.version).map((version) => ({ value: version, label: version })),
          ]}
          onChange={(version) => set({ version })}
        />
      </form>
      {!list.data ? (
        list.error ? (
          <RequestFailure onRetry={list.refetch} />
        ) : (
          <Skeleton height="24rem" radius="lg" />
        )
      ) : entries.length === 0 ? (
        <StatePanel
          tone="vide"
          title={texts.none}
          actions={
            <Button variant="secondary" onClick={() => set({ action: '', version: '' })}>
              {texts.reset}
            </Button>
          }
        />
      ) : (
        <>
          <p role="status" className={styles.lead}>
            {texts.count(list.data.pages[0]?.total ?? 0)}
          </p>
          <ol className={listStyles.list} aria-label={texts.list} aria-busy={list.isPlaceholderData}>
            {entries.map((entry) => (
              <Line key={entry.id} {...entry} />
            ))}
          </ol>
          {list.hasNextPage && (
            <div>
              <Button variant="secondary" data-scripts="" onClick={() => void list.fetchNextPage()}>
                {list.isFetchNextPageError ? texts.moreFailed : texts.more}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

/** The versions to choose from: those of the lines that are shown, and the chosen one. */
const versionsOf = (entries: readonly HistoryEntry[], chosen: string): string[] => {
  const shown = entries.flatMap(({ version }) => version ?? []);
  return [...new Set(chosen ? [chosen, ...shown] : shown)];
};

function Line({ at, action, version, state, traffic, author, reason, figures }: HistoryEntry) {
  const words = useTexts();
  const { history: texts, states, percent } = words;
  return (
    <li className={listStyles.entry}>
      <p>
        <strong>{texts.actions[action]}</strong>
        {version && ` ${version}`}
        {state && `, ${states[state].toLowerCase()}`}
        {traffic !== null && `, ${percent(traffic)}`}
      </p>
      {reason && <p className={listStyles.reason}>{reason}</p>}
      <p className={styles.muted}>
        <Moment at={at} />
        {' · '}
        <span>{authorOf(author, words)}</span>
        {figures && ` · ${texts.figures(figures.failingClients ?? 0, figures.clients ?? 0)}`}
      </p>
    </li>
  );
}
