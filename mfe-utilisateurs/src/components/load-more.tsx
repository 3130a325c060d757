import { Button } from '@boutique/ui/button';

interface Props {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  more: string;
  /** Replaces `more` after a failure. */
  failed: string;
}

/** The button under a list that has more pages. */
export function LoadMore({ list, more, failed }: Props) {
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button
        variant="secondary"
        data-scripts=""
        aria-disabled={list.isFetchingNextPage || undefined}
        onClick={() => !list.isFetchingNextPage && list.fetchNextPage()}
      >
        {list.isFetchNextPageError ? failed : more}
      </Button>
    </div>
  );
}
