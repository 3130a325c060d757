import type { FacettesProduits } from '@boutique/contracts/produits';
import { Link } from '@boutique/facade';
import { Skeleton } from '@boutique/ui/skeleton';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CategorieIcon } from './categorie-icon.tsx';
import styles from './categorie-tiles.module.css';

type Categorie = FacettesProduits['categories'][number];

interface Props {
  /** Undefined while loading. */
  categories: Categorie[] | undefined;
}

/** The shop's categories, each with a picture and its number of products. */
export function CategorieTiles({ categories }: Props) {
  const texts = useTexts();
  return (
    <ul className={styles.tiles} aria-busy={!categories}>
      {categories
        ? categories.map(({ slug, nom, nombre, vignette }) => (
            <li key={slug}>
              <Link to={catalogueHref({ categorie: slug })} className={styles.tile}>
                <span className={styles.picture}>
                  <CategoriePicture slug={slug} vignette={vignette} />
                </span>
                <span className={styles.nom}>{nom}</span>
                <span className={styles.nombre}>{nombre !== null && texts.products(nombre)}</span>
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

function CategoriePicture({ slug, vignette }: Pick<Categorie, 'slug' | 'vignette'>) {
  // an older API has no picture here
  if (!vignette) return <CategorieIcon slug={slug} />;
  const { url, largeur, hauteur } = vignette;
  return <img loading="lazy" decoding="async" src={url} width={largeur} height={hauteur} alt="" />;
}
