import type { Role } from '@boutique/contracts/utilisateurs';
import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';

export function RoleBadge({ role }: { role: Role }) {
  return <Badge tone={role === 'admin' ? 'accent' : 'neutral'}>{useTexts().roles[role]}</Badge>;
}
