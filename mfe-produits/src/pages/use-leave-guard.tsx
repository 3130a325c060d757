import { useBlocker } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** Asks before typed text is lost by leaving the page or closing the tab. */
export function useLeaveGuard(dirty: boolean): { dialog: ReactNode; lift: () => void } {
  const { admin: texts } = useTexts();
  const lifted = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !lifted.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
  const dialog = blocker.state === 'blocked' && (
    <Dialog title={texts.leaveTitle} onClose={() => blocker.reset()}>
      <p>{texts.leaveText}</p>
      <DialogActions>
        <Button onClick={() => blocker.reset()}>{texts.stay}</Button>
        <Button variant="secondary" onClick={() => blocker.proceed()}>
          {texts.leave}
        </Button>
      </DialogActions>
    </Dialog>
  );
  return {
    dialog,
    lift: () => {
      lifted.current = true;
    },
  };
}
