import type { Commande } from '@boutique/contracts/commandes';
import { formatMoment } from '@boutique/contracts/dates';
import { useShell } from '@boutique/facade';
import { formatPrice } from '@boutique/ui/price';
import { useTexts } from '../texts/use-texts.ts';

/**
 * What happens next with an order, as sentences; none once it is being prepared.
 * @param dates the days of its delivery
 */
export function useNextSteps({ statut, expireLe, totalCentimes, paiement }: Commande, dates: string): string[] {
  const { confirmation: texts } = useTexts();
  const { locale } = useShell();
  const total = formatPrice(totalCentimes, locale);
  const before = expireLe ? formatMoment(expireLe, locale) : '';
  if (statut === 'a-payer') return texts.toPaySteps(before);
  if (statut === 'a-confirmer') return texts.waitingSteps(before, total);
  if (statut !== 'confirmee') return [];
  return [...texts.nextSteps(dates), paiement === 'en-ligne' ? texts.paid(total) : texts.toPayLater(total)];
}
