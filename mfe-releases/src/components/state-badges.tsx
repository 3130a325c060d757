import type { ReleaseState, ReleaseStatus } from '@boutique/contracts/frontends';
import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';
import { SHELL } from './shell-name.ts';

const tones = {
  new: 'neutral',
  canary: 'accent',
  active: 'success',
  retired: 'neutral',
  failed: 'danger',
} as const satisfies Record<ReleaseState, string>;

/** The state of a release, and what its team should know about it. */
export function StateBadges({ slice, state, standsIn, progress, stored }: ReleaseStatus) {
  const texts = useTexts();
  return (
    <span className={styles.badges}>
      {slice === SHELL ? (
        <Badge tone="success">{texts.shellState}</Badge>
      ) : (
        <Badge tone={tones[state]}>{texts.states[state]}</Badge>
      )}
      {standsIn && <Badge>{texts.standsIn}</Badge>}
      {progress?.waitsFor === 'command' && <Badge tone="warning">{texts.held}</Badge>}
      {!stored && <Badge tone="warning">{texts.deleted}</Badge>}
    </span>
  );
}
