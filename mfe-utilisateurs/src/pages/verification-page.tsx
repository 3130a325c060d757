import type { ApiError } from '@boutique/contracts/client';
import { Link, useFormPost, useSearchParams } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { StatePanel } from '@boutique/ui/state-panel';
import { useVerifyEmail } from '../api/verify-email.ts';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CardHeader, CardPage } from './card-page.tsx';

/** Verifies at the press of a button, because mail scanners open links by themselves. */
export function Component() {
  const texts = useTexts().session.verification;
  const [search] = useSearchParams();
  const jeton = search.get('jeton') ?? '';
  const failureText = useFailureText();
  const { form, posted } = useFormPost('verifyEmail');
  const { mutate: verify, isIdle, isPending, isSuccess, error: refused } = useVerifyEmail();
  const error = (isIdle ? posted?.error : refused) as Partial<ApiError> | null | undefined;
  const code = error?.code;
  const toCompte = (
    <Link to="/compte" className={buttonClass()}>
      {texts.seeCompte}
    </Link>
  );
  return (
    <CardPage title={texts.title}>
      {isSuccess ? (
        <div role="status">
          <StatePanel
            tone="vide"
            icon="check"
            heading="h1"
            title={texts.done}
            actions={
              <Link to="/compte/commandes" className={buttonClass()}>
                {texts.seeCommandes}
              </Link>
            }
          >
            {texts.doneText}
          </StatePanel>
        </div>
      ) : jeton === '' ? (
        <StatePanel tone="erreur" heading="h1" title={texts.missing} actions={toCompte}>
          {texts.missingText}
        </StatePanel>
      ) : code === 'jeton-invalide' || code === 'requete-invalide' ? (
        <StatePanel tone="erreur" heading="h1" title={texts.invalid} actions={toCompte}>
          {texts.invalidText}
        </StatePanel>
      ) : (
        <>
          <CardHeader title={texts.title} lead={texts.lead} />
          {error && <Notice tone="danger">{failureText(error)}</Notice>}
          <form
            {...form}
            onSubmit={(event) => {
              event.preventDefault();
              if (!isPending) verify(jeton);
            }}
          >
            <input type="hidden" name="jeton" value={jeton} />
            <input type="hidden" name="retour" value="/compte/commandes" />
            <Button type="submit" size="lg" wide aria-disabled={isPending || undefined}>
              {isPending ? texts.sending : texts.submit}
            </Button>
          </form>
        </>
      )}
    </CardPage>
  );
}
