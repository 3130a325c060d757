import { transitions } from '@boutique/contracts/achat';
import { useParams } from '@boutique/facade';
import { useMails } from '../api/mails-commande.ts';
import { useCommande } from '../api/read-commande.ts';
import { PageSkeleton } from '../components/account-frame.tsx';
import { AdminFrame } from '../components/admin-frame.tsx';
import { CommandeDetails } from '../components/commande-details.tsx';
import { CommandeMails } from '../components/commande-mails.tsx';
import { CommandeMissing } from '../components/commande-missing.tsx';
import { SectionCard } from '../components/section-card.tsx';
import { useCommandeSteps } from '../components/use-commande-steps.tsx';
import { useTexts } from '../texts/use-texts.ts';

export function Component() {
  return <AdminFrame title={useTexts().administration.commandes.title}>{() => <CommandeOfShop />}</AdminFrame>;
}

function CommandeOfShop() {
  const { commandes, administration, shop } = useTexts();
  const texts = administration.commandes;
  const { id = '' } = useParams();
  const { data: commande, error, refetch } = useCommande(id);
  const { data: mails } = useMails(id);
  const steps = useCommandeSteps();
  const back = { to: '/administration/commandes', label: texts.back };
  if (!commande) {
    return error ? (
      <CommandeMissing error={error} onRetry={refetch} back={back} />
    ) : (
      <PageSkeleton title={texts.title} loading={commandes.detail.loading} />
    );
  }
  return (
    <>
      <title>{`${commandes.detail.title(commande.numero)} – ${shop}`}</title>
      <CommandeDetails commande={commande} back={back}>
        <SectionCard title={texts.actions}>
          {steps.result}
          {transitions[commande.statut].length > 0 ? steps.buttons(commande) : <p>{texts.done}</p>}
        </SectionCard>
        {mails && mails.length > 0 && <CommandeMails id={id} mails={mails} />}
      </CommandeDetails>
      {steps.dialog}
    </>
  );
}
