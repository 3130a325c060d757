import type { Produit } from '@boutique/contracts/produits';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useProduits } from '../api/list-produits.ts';
import { Rail } from '../components/rail.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** The best other products of the category. Empty when there are none, or when they fail to load. */
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
