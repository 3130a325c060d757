import type { ApiError } from '@boutique/contracts/client';
import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useTexts } from '../texts/use-texts.ts';
import { RequestFailure } from './request-failure.tsx';

interface Props {
  error: Error;
  onRetry: () => void;
  back: { to: string; label: string };
}

/** The reason why there is no order. The API answers 400 for an address that no order can have, 404 for an unknown order. */
export function CommandeMissing({ error, onRetry, back }: Props) {
  const { failed, detail: texts } = useTexts().commandes;
  const code = (error as Partial<ApiError>).code ?? '';
  if (!['commande-introuvable', 'requete-invalide'].includes(code)) {
    return <RequestFailure error={error} onRetry={onRetry} heading="h1" title={failed} />;
  }
  return (
    <StatePanel
      tone="vide"
      heading="h1"
      title={texts.missing}
      actions={
        <Link to={back.to} className={buttonClass()}>
          {back.label}
        </Link>
      }
    >
      {texts.missingText}
    </StatePanel>
  );
}
