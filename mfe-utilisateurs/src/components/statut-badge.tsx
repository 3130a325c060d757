import type { StatutCommande } from '@boutique/contracts/commandes';
import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';

const tones = {
  'a-payer': 'warning',
  'a-confirmer': 'warning',
  confirmee: 'neutral',
  preparee: 'accent',
  expediee: 'accent',
  livree: 'success',
  annulee: 'danger',
} as const satisfies Record<StatutCommande, string>;

/** An order's status. */
export function StatutBadge({ statut }: { statut: StatutCommande }) {
  return <Badge tone={tones[statut]}>{useTexts().commandes.statuts[statut]}</Badge>;
}
