import { useShell } from '@boutique/facade';
import { useEffect, useRef } from 'react';
import { forgetDraft } from './checkout-draft.ts';
import { forgetIntent } from './order-intent.ts';

/** Deletes the text typed in this tab when the account signs out, so that the next user does not find it. */
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
