import { useProduits } from '../api/list-produits.ts';
import { useSeenProduits } from '../api/seen-produits.ts';
import { Rail } from '../components/rail.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** The other products opened lately in this browser. Empty when there are none, and on the server. */
export function SeenRail({ except }: { except?: string }) {
  const ids = useSeenProduits(except);
  return ids.length > 0 && <SeenProduits ids={ids} />;
}

function SeenProduits({ ids }: { ids: string[] }) {
  const { product } = useTexts();
  const { data, isError } = useProduits({ ids });
  const produits = data && ids.flatMap((id) => data.items.find((produit) => produit.id === id) ?? []);
  if (isError || produits?.length === 0) return null;
  return <Rail title={product.seen} produits={produits} />;
}
