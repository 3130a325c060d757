import type { ApiError } from '@boutique/contracts/client';
import { useTexts } from '../texts/use-texts.ts';

/** Says why the cart was not changed; `left` is how many of the product there are. */
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
