import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { ADRESSE, faultsOf } from '@boutique/contracts/field-rules';
import { Button } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useEffect, useRef, useState } from 'react';
import { useAdresses, useSaveAdresse } from '../api/adresses.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { AdresseDialog } from './adresse-dialog.tsx';
import { AdresseRemoval } from './adresse-removal.tsx';
import { AdressesList } from './adresses-list.tsx';
import { RequestFailure } from './request-failure.tsx';
import { SectionCard } from './section-card.tsx';

type Open =
  | { dialog: 'add' }
  | { dialog: 'edit' | 'remove'; adresse: AdresseEnregistree; refused?: (keyof typeof ADRESSE)[] }
  | null;

/** The address book, which the checkout offers. */
export function AdressesSection() {
  const { adresses: texts } = useTexts().compte;
  const { data: adresses, error, refetch } = useAdresses();
  const { mutate: save, error: saveError, reset } = useSaveAdresse();
  const failureText = useFailureText();
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState<'saved' | 'removed' | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // the focused button is gone with its address
    if (done === 'removed') heading.current?.focus();
  }, [done]);
  const show = (next: Open) => {
    reset();
    setDone(null);
    setOpen(next);
  };
  const close = (result: typeof done = null) => {
    setOpen(null);
    setDone(result);
  };
  const makeDefault = (chosen: AdresseEnregistree) => {
    const { id, parDefaut, ...adresse } = chosen;
    // an address older than the rules: the API would refuse it unchanged
    const refused = Object.keys(faultsOf(ADRESSE, adresse)) as (keyof typeof ADRESSE)[];
    if (refused.length > 0) return show({ dialog: 'edit', adresse: chosen, refused });
    show(null);
    save({ id, body: { ...adresse, parDefaut: true } }, { onSuccess: () => setDone('saved') });
  };
  return (
    <SectionCard title={texts.heading} headingRef={heading}>
      <FormResult failure={saveError && failureText(saveError)} done={done && texts[done]} />
      {adresses ? (
        <>
          {adresses.length === 0 && <p className={styles.hint}>{texts.empty}</p>}
          <AdressesList
            adresses={adresses}
            onDefault={makeDefault}
            onEdit={(adresse) => show({ dialog: 'edit', adresse })}
            onRemove={(adresse) => show({ dialog: 'remove', adresse })}
          />
          <div>
            <Button variant="secondary" aria-haspopup="dialog" data-scripts="" onClick={() => show({ dialog: 'add' })}>
              {texts.add}
            </Button>
          </div>
        </>
      ) : error ? (
        <RequestFailure error={error} onRetry={refetch} title={texts.failed} />
      ) : (
        <div aria-busy="true">
          <VisuallyHidden>{texts.loading}</VisuallyHidden>
          <Skeleton height="9rem" radius="md" />
        </div>
      )}
      {open?.dialog === 'add' && (
        <AdresseDialog first={adresses?.length === 0} onClose={() => close()} onSaved={() => close('saved')} />
      )}
      {open?.dialog === 'edit' && (
        <AdresseDialog
          adresse={open.adresse}
          {...(open.refused && { refused: open.refused })}
          onClose={() => close()}
          onSaved={() => close('saved')}
        />
      )}
      {open?.dialog === 'remove' && (
        <AdresseRemoval adresse={open.adresse} onClose={() => close()} onRemoved={() => close('removed')} />
      )}
    </SectionCard>
  );
}
