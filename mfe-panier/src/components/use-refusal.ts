import type { ApiError } from '@boutique/contracts/client';
import { useTexts } from '../texts/use-texts.ts';

/** The sentence for a refused change of the cart; `left` is the product's stock. */
export function useRefusal() {
  const { refused, failure } = useTexts();
  return ({ code }: Partial<ApiError>, left: number): string => {
    const reasons: Partial<Record<ApiError['code'], string>> = {
      'stock-insuffisant': refused.left(left),
      'limite-atteinte': refused.limit,
      'produit-introuvable': refused.gone,
    };
    return (code && reasons[code]) ?? (navigator.onLine ? failure.change : failure.changeOffline);
  };
}
