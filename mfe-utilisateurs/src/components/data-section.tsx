import { useFormPost, useNavigate } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { useExportCompte } from '../api/export-compte.ts';
import { useSignOut } from '../api/sign-out.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

/** Ends all sessions; saves the account's data as a file. */
export function DataSection() {
  const { compte, session } = useTexts();
  const texts = compte.data;
  const navigate = useNavigate();
  const failureText = useFailureText();
  const signOut = useSignOut({ everywhere: true });
  const { form, posted } = useFormPost('signOutEverywhere');
  const exporting = useExportCompte(texts.fileName);
  // not the mutation's own callback: the page is gone by then
  const leave = () =>
    signOut.mutateAsync().then(
      () => navigate('/'),
      () => {},
    );
  const error = exporting.error ?? (signOut.isIdle ? posted?.error : signOut.error);
  return (
    <SectionCard title={texts.heading}>
      <p className={styles.hint}>{texts.exportText}</p>
      <div>
        <Button
          variant="secondary"
          data-scripts=""
          aria-disabled={exporting.isPending || undefined}
          onClick={() => !exporting.isPending && exporting.mutate()}
        >
          {exporting.isPending ? texts.exporting : texts.export}
        </Button>
      </div>
      <p className={styles.hint}>{texts.everywhereText}</p>
      <form
        {...form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!signOut.isPending) void leave();
        }}
      >
        <input type="hidden" name="retour" value="/" />
        <Button type="submit" variant="secondary" aria-disabled={signOut.isPending || undefined}>
          {signOut.isPending ? session.menu.signingOut : texts.everywhere}
        </Button>
      </form>
      <FormResult failure={error && failureText(error)} done={exporting.isSuccess && texts.exported} />
    </SectionCard>
  );
}
