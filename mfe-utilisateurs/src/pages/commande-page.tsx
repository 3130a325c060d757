import { useParams, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { formatPrice } from '@boutique/ui/price';
import { useCommande } from '../api/read-commande.ts';
import { AccountFrame, PageSkeleton } from '../components/account-frame.tsx';
import { CommandeCancel } from '../components/commande-cancel.tsx';
import { CommandeDetails } from '../components/commande-details.tsx';
import { CommandeMissing } from '../components/commande-missing.tsx';
import { useTexts } from '../texts/use-texts.ts';

export function Component() {
  return <AccountFrame title={useTexts().commandes.title}>{() => <CommandeOfCompte />}</AccountFrame>;
}

function CommandeOfCompte() {
  const { commandes: texts, shop } = useTexts();
  const { locale } = useShell();
  const { id = '' } = useParams();
  const { data: commande, error, refetch } = useCommande(id);
  const back = { to: '/compte/commandes', label: texts.detail.all };
  if (!commande) {
    return error ? (
      <CommandeMissing error={error} onRetry={refetch} back={back} />
    ) : (
      <PageSkeleton title={texts.title} loading={texts.detail.loading} />
    );
  }
  return (
    <>
      <title>{`${texts.detail.title(commande.numero)} – ${shop}`}</title>
      <CommandeDetails commande={commande} back={back}>
        {commande.enLigne?.url && (
          <div>
            <a href={commande.enLigne.url} className={buttonClass()}>
              {texts.detail.pay(formatPrice(commande.totalCentimes, locale))}
            </a>
          </div>
        )}
        <CommandeCancel commande={commande} />
      </CommandeDetails>
    </>
  );
}
