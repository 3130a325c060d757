import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import type { ReactNode } from 'react';

interface Props {
  /** The address that shows the next part of the list, for a visitor without scripts or in another tab. */
  to: string;
  /** Makes the list longer instead. */
  onMore: () => void;
  loading: boolean;
  size?: 'md' | 'lg';
  children: ReactNode;
}

/** A link to the next part of a list, which looks like a button. */
export function MoreLink({ to, onMore, loading, size = 'md', children }: Props) {
  return (
    <Link
      to={to}
      className={buttonClass({ variant: 'secondary', size })}
      aria-disabled={loading || undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onMore();
      }}
    >
      {children}
    </Link>
  );
}
