import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';

/** From this stock down, the shopper is told how many are left. */
const FEW = 5;

export function StockBadge({ stock }: { stock: number }) {
  const { stock: texts } = useTexts();
  if (stock === 0) return <Badge tone="neutral">{texts.none}</Badge>;
  if (stock <= FEW) return <Badge tone="warning">{texts.few(stock)}</Badge>;
  return <Badge tone="success">{texts.available}</Badge>;
}
