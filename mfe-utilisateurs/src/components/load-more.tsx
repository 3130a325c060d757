import { Button } from '@boutique/ui/button';

interface Props {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  more: string;
  /** Instead of `more` when the rest did not come. */
  failed: string;
}

/** The button under a list that has more pages. */
export function LoadMore({ list, more, failed }: Props) {
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button
        variant="secondary"
        aria-disabled={list.isFetchingNextPage || undefined}
        onClick={() => !list.isFetchingNextPage && list.fetchNextPage()}
      >
        {list.isFetchNextPageError ? failed : more}
      </Button>
    </div>
  );
}
