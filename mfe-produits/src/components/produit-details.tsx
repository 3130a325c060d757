import type { Produit } from '@boutique/contracts/produits';
import { Link, usePublicUrl, useShell } from '@boutique/facade';
import { Breadcrumb } from '@boutique/ui/breadcrumb';
import { JsonLd } from '@boutique/ui/json-ld';
import { Price } from '@boutique/ui/price';
import { Rating } from '@boutique/ui/rating';
import { catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AddToCart } from './add-to-cart.tsx';
import { DeliveryEstimate } from './delivery-estimate.tsx';
import { FavoriButton } from './favori-button.tsx';
import { breadcrumbLd, productLd } from './json-ld.ts';
import { PageHead } from './page-head.tsx';
import styles from './produit-details.module.css';
import { ProduitImage, SCENE_WIDTH } from './produit-image.tsx';
import { Reassurance } from './reassurance.tsx';
import { StockBadge } from './stock-badge.tsx';

/** The details of a product on its page. */
export function ProduitDetails({ produit }: { produit: Produit }) {
  const { product: texts, catalogue } = useTexts();
  const { locale, origin } = useShell();
  const urlOf = usePublicUrl();
  const { slug, nom, marque, categorie, description, caracteristiques, stock, images } = produit;
  const path = `/produits/${slug}`;
  const ancestors = [
    { nom: texts.home, path: '/' },
    { nom: catalogue.title, path: catalogueHref({}) },
    { nom: categorie.nom, path: catalogueHref({ categorie: categorie.slug }) },
  ];
  return (
    <article className={styles.details}>
      <PageHead title={nom} description={description} path={path} image={images[0]?.url} />
      <JsonLd data={productLd(produit, origin, urlOf)} />
      <JsonLd data={breadcrumbLd([...ancestors, { nom, path }], urlOf)} />
      <div className={styles.breadcrumb}>
        <Breadcrumb
          label={texts.breadcrumb}
          items={[
            ...ancestors.map((step) => ({ key: step.path, node: <Link to={step.path}>{step.nom}</Link> })),
            { key: path, node: nom },
          ]}
        />
      </div>
      <div className={styles.picture}>
        <ProduitImage produit={produit} size="scene" sizes={SCENE_WIDTH} priority />
        <div className={styles.favori}>
          <FavoriButton produit={produit} />
        </div>
      </div>
      <div className={styles.buy}>
        <div className={styles.heading}>
          <p className={styles.marque}>{marque}</p>
          <h1 className={styles.nom}>{nom}</h1>
          <a href="#avis" className={styles.rating}>
            <Rating note={produit.note} nombreAvis={produit.nombreAvis} locale={locale} />
          </a>
        </div>
        <div className={styles.price}>
          <Price centimes={produit.prixCentimes} locale={locale} size="lg" />
          <span className={styles.taxes}>{texts.taxes}</span>
          <StockBadge stock={stock} />
        </div>
        <AddToCart produit={produit} />
        {stock > 0 && <DeliveryEstimate prixCentimes={produit.prixCentimes} />}
        <div className={styles.reassurance}>
          <Reassurance stacked />
        </div>
      </div>
      <section aria-labelledby="description" className={styles.section}>
        <h2 id="description" className={styles.title}>
          {texts.description}
        </h2>
        <p className={styles.description}>{description}</p>
      </section>
      {caracteristiques.length > 0 && (
        <section aria-labelledby="caracteristiques" className={styles.section}>
          <h2 id="caracteristiques" className={styles.title}>
            {texts.specifications}
          </h2>
          <dl className={styles.specs}>
            {caracteristiques.map((caracteristique) => (
              <div key={caracteristique.nom} className={styles.spec}>
                <dt>{caracteristique.nom}</dt>
                <dd>{caracteristique.valeur}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </article>
  );
}
