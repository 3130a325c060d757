import type { ReleaseStatus } from '@boutique/contracts/frontends';
import { Button } from '@boutique/ui/button';
import { useTexts } from '../texts/use-texts.ts';
import type { Action } from './change-dialog.tsx';
import styles from './frame.module.css';

interface Props {
  release: ReleaseStatus;
  /** Whether a release is in service that a canary can have a share beside. */
  hasActive: boolean;
  onAsk: (action: Action | 'preview') => void;
}

/** What staff can do with a release in its state. */
export function ReleaseActions({ release, hasActive, onAsk }: Props) {
  const { actions: texts } = useTexts();
  const possible = actionsOf(release, hasActive);
  if (possible.length === 0) return null;
  return (
    <span className={styles.actions}>
      {possible.map((action) => (
        <Button
          key={action}
          size="sm"
          data-scripts=""
          variant={action === 'out' ? 'danger' : 'secondary'}
          aria-haspopup="dialog"
          aria-label={texts.nameOf(texts[action], release.version)}
          onClick={() => onAsk(action)}
        >
          {texts[action]}
        </Button>
      ))}
    </span>
  );
}

/** The actions that fit the state of a release. */
export function actionsOf({ state, automatic, stored }: ReleaseStatus, hasActive: boolean): (Action | 'preview')[] {
  if (state === 'canary') return ['promote', automatic ? 'pause' : 'resume', 'out', 'preview'];
  if (state === 'active' || !stored) return [];
  // gateways show a failed release to nobody
  return ['promote', ...(hasActive ? (['share'] as const) : []), ...(state === 'failed' ? [] : (['preview'] as const))];
}
