import { type Fault, REASON } from '@boutique/contracts/field-rules';
import type { ReleaseStatus } from '@boutique/contracts/frontends';
import { Button } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useState } from 'react';
import { type Change, useChange } from '../api/deployments.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';
import { useFailureText } from './use-failure-text.ts';

/** A change that the console offers. */
export type Action = 'promote' | 'share' | 'pause' | 'resume' | 'out' | 'rollback' | 'retire';

interface Props {
  action: Action;
  release: ReleaseStatus;
  /** The version that is in service; empty when there is none. */
  active: string;
  onClose: () => void;
  onDone: () => void;
}

const DANGEROUS: readonly Action[] = ['out', 'rollback', 'retire'];
const SHARE = { fault: (typed: string) => (/^[1-9]\d?$/.test(typed) ? undefined : ('share' as const)) };

/** Says what visitors will see, and asks for the reason before a change. */
export function ChangeDialog({ action, release, active, onClose, onDone }: Props) {
  const { dialogs, actions, form: texts, cancel, sending } = useTexts();
  const { version } = release;
  const failed = useFailureText();
  const { mutateAsync: change } = useChange(release.slice);
  const [automatic, setAutomatic] = useState(true);
  const { props, errorOf, message, pending } = useForm<'reason' | 'traffic', Fault | 'share'>({
    rules: { traffic: SHARE, reason: REASON },
    say: (_name, fault) => texts.faults[fault as keyof typeof texts.faults] ?? texts.faults.refused,
    failed,
    send: async ({ traffic, reason }) => {
      await change({ change: changeOf(action, release, { traffic: Number(traffic), automatic }), reason });
      onDone();
    },
  });
  return (
    <Dialog title={dialogs[action].title(version)} onClose={onClose}>
      <form {...props} className={styles.form}>
        <p>{dialogs[action].text(version, active)}</p>
        {action === 'share' && (
          <>
            <Field label={texts.traffic} hint={texts.trafficHint} error={errorOf('traffic')}>
              {(control) => (
                <input {...control} name="traffic" inputMode="numeric" autoComplete="off" defaultValue="10" />
              )}
            </Field>
            <Checkbox checked={automatic} onChange={setAutomatic}>
              {texts.automatic}
            </Checkbox>
          </>
        )}
        <Field label={texts.reason} hint={texts.reasonHint} error={errorOf('reason')}>
          {(control) => <input {...control} name="reason" autoComplete="off" maxLength={REASON.max} />}
        </Field>
        {message && <Notice tone="danger">{message}</Notice>}
        <DialogActions>
          <Button
            type="submit"
            variant={DANGEROUS.includes(action) ? 'danger' : 'primary'}
            aria-disabled={pending || undefined}
          >
            {pending ? sending : actions[action]}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {cancel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The operation of an action: the same as that of the team's commands. */
function changeOf(
  action: Action,
  { version, traffic }: ReleaseStatus,
  share: { traffic: number; automatic: boolean },
): Change {
  const set = (to: number, automatic: boolean): Change => ({ kind: 'traffic', version, traffic: to, automatic });
  switch (action) {
    case 'promote':
      return set(100, true);
    case 'share':
      return set(share.traffic, share.automatic);
    case 'pause':
      return set(traffic, false);
    case 'resume':
      return set(traffic, true);
    case 'out':
      return set(0, false);
    case 'rollback':
      // by name: the API may have gone back by itself, and must not go back once more
      return { kind: action, version };
    case 'retire':
      return { kind: action };
  }
}
