import type { Produit } from '@boutique/contracts/produits';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useProduits } from '../api/list-produits.ts';
import { Rail } from '../components/rail.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** The best of the product's category, without the product itself; nothing when there is none or they do not come. */
export function RelatedProduits({ produit }: { produit: Produit }) {
  const { product, home } = useTexts();
  const categorie = produit.categorie.slug;
  const { data, isError } = useProduits({ categorie, tri: 'note', limite: 9 });
  const others = data?.items.filter(({ id }) => id !== produit.id);
  if (isError || others?.length === 0) return null;
  return (
    <Rail title={product.related} more={{ href: catalogueHref({ categorie }), label: home.seeAll }} produits={others} />
  );
}
