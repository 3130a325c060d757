import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';

/** Up to this stock, shoppers see the number of pieces left. */
const FEW = 5;

export function StockBadge({ stock }: { stock: number }) {
  const { stock: texts } = useTexts();
  if (stock === 0) return <Badge tone="neutral">{texts.none}</Badge>;
  if (stock <= FEW) return <Badge tone="warning">{texts.few(stock)}</Badge>;
  return <Badge tone="success">{texts.available}</Badge>;
}
