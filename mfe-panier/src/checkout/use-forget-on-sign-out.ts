import { useShell } from '@boutique/facade';
import { useEffect, useRef } from 'react';
import { forgetDraft } from './checkout-draft.ts';
import { forgetIntent } from './order-intent.ts';

/** Whoever comes after somebody who has signed out finds nothing that was typed in this tab. */
export function useForgetOnSignOut(): void {
  const { session } = useShell();
  const before = useRef(session);
  useEffect(() => {
    if (before.current && session === null) {
      forgetDraft();
      forgetIntent();
    }
    before.current = session;
  }, [session]);
}
