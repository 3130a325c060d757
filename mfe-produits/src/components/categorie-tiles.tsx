import type { FacettesProduits, Produit } from '@boutique/contracts/produits';
import { Link } from '@boutique/facade';
import { Skeleton } from '@boutique/ui/skeleton';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CategorieIcon } from './categorie-icon.tsx';
import styles from './categorie-tiles.module.css';

interface Props {
  /** Undefined while loading. */
  categories: FacettesProduits['categories'] | undefined;
  /** Products whose pictures may stand for a category, the best first. */
  produits: Produit[];
}

/** The shop's categories, each with a picture and its number of products. */
export function CategorieTiles({ categories, produits }: Props) {
  const texts = useTexts();
  return (
    <ul className={styles.tiles} aria-busy={!categories}>
      {categories
        ? categories.map(({ slug, nom, nombre }) => (
            <li key={slug}>
              <Link to={catalogueHref({ categorie: slug })} className={styles.tile}>
                <span className={styles.picture}>
                  <CategoriePicture slug={slug} produits={produits} />
                </span>
                <span className={styles.nom}>{nom}</span>
                <span className={styles.nombre}>{texts.products(nombre)}</span>
              </Link>
            </li>
          ))
        : [1, 2, 3, 4, 5, 6, 7, 8].map((key) => (
            <li key={key} aria-hidden="true">
              <div className={styles.tile}>
                <span className={styles.picture} />
                <Skeleton width="70%" />
                <span className={styles.nombre}>
                  <Skeleton width="5rem" />
                </span>
              </div>
            </li>
          ))}
    </ul>
  );
}

function CategoriePicture({ slug, produits }: { slug: string; produits: Produit[] }) {
  const image = produits.find(({ categorie, images }) => categorie.slug === slug && images.length > 0)?.images[0];
  if (!image) return <CategorieIcon slug={slug} />;
  return <img src={image.url} width={image.largeur} height={image.hauteur} alt="" loading="lazy" decoding="async" />;
}
