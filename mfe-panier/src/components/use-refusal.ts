import type { ApiError } from '@boutique/contracts/client';
import { useOnline } from '@boutique/ui/use-online';
import { useTexts } from '../texts/use-texts.ts';

/** The sentence for a refused change of the cart; `left` is how many more there are. */
export function useRefusal() {
  const { refused, failure } = useTexts();
  const online = useOnline();
  return ({ code }: Partial<ApiError>, left: number): string => {
    const reasons: Partial<Record<ApiError['code'], string>> = {
      'stock-insuffisant': refused.left(left),
      'limite-atteinte': refused.limit,
      'produit-introuvable': refused.gone,
      'cookies-refuses': refused.cookies,
    };
    return (code && reasons[code]) ?? (online ? failure.change : failure.changeOffline);
  };
}
