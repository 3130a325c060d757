import { type ProduitEdition, administrationRoutes as routes } from '@boutique/contracts/administration';
import { IMAGE_TYPES } from '@boutique/contracts/field-rules';
import { demoCategories } from '@boutique/demo-data/categories';
import { pictureFiles } from '@boutique/demo-data/pictures';
import { mock } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import { containsWords } from '@boutique/standalone/mocks/contains-words';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { staff } from '@boutique/standalone/mocks/signed-in';
import { paginate } from '@boutique/standalone/paging';
import { HttpResponse, http, type RequestHandler } from 'msw';
import { type Catalogue, type Fiche, nameOf, toImage } from './catalogue.ts';

const etagOf = ({ version }: Fiche) => `"v${version}"`;

/** The administration of products, in memory. */
export const administrationMocks = (shop: MockShop, catalogue: Catalogue): RequestHandler[] => {
  const ficheOf = (idOrSlug: string): Fiche => {
    const fiche = catalogue.find(idOrSlug);
    if (fiche) return fiche;
    throw new MockProblem('produit-introuvable', `Aucun produit « ${idOrSlug} »`);
  };
  /** The product, if the change is for its present version. */
  const inVersion = (id: string, request: Request): Fiche => {
    const asked = request.headers.get('if-match');
    if (!asked || asked === '*') throw new MockProblem('precondition-requise', 'Envoyez l’ETag dans If-Match.');
    const fiche = ficheOf(id);
    if (asked !== etagOf(fiche)) throw new MockProblem('version-perimee', 'Relisez le produit, puis recommencez.');
    return fiche;
  };
  const refuse = (chemin: string, message: string): never => {
    throw new MockProblem('requete-invalide', `${chemin} : ${message}`, [{ chemin, message }]);
  };
  const check = ({ slug, categorie, images }: ProduitEdition, id?: string) => {
    if (!demoCategories.some((each) => each.slug === categorie)) refuse('body.categorie', 'Catégorie inconnue');
    images.forEach(({ fichier }, index) => {
      const hash = fichier.slice(0, 64);
      const known = catalogue.pictures.has(hash) || pictureFiles.some(({ sha256 }) => sha256 === hash);
      if (!known) refuse(`body.images.${index}.fichier`, 'Image inconnue');
    });
    const owner = catalogue.find(slug);
    if (owner && owner.produit.id !== id) throw new MockProblem('slug-deja-utilise', `Le slug ${slug} est pris.`);
  };

  return [
    mock(routes.listProduits, ({ query: { limite, apres, q = '', actif, langue = 'fr' } }) => {
      staff(shop);
      const found = [...catalogue.fiches.values()]
        .map(({ produit }) => produit)
        .filter(
          ({ nom, slug, marque, actif: onSale }) =>
            (actif === undefined || actif === onSale) && containsWords([nom.fr, nom.en, marque, slug].join(' '), q),
        )
        .sort((a, b) => (`${a.modifieLe}${a.id}` < `${b.modifieLe}${b.id}` ? 1 : -1))
        .map(({ nom, categorie, images, ...rest }) => ({
          ...rest,
          nom: nom[langue],
          categorie: { slug: categorie, nom: nameOf(categorie, langue) },
          image: images[0] ? toImage(images[0], langue) : null,
        }));
      return paginate(found, { limite, apres, scope: JSON.stringify(['administration', q, actif]) });
    }),
    mock(routes.readProduit, ({ params }, _request, headers) => {
      staff(shop);
      const fiche = ficheOf(params.id);
      headers.set('etag', etagOf(fiche));
      return fiche.produit;
    }),
    mock(routes.createProduit, ({ body }, _request, headers) => {
      staff(shop);
      check(body);
      const now = new Date().toISOString();
      const produit = { id: newId(), ...body, creeLe: now, modifieLe: now };
      const fiche: Fiche = { produit, version: 1, avis: [], anciensSlugs: [] };
      catalogue.fiches.set(fiche.produit.id, fiche);
      shop.stocks.set(fiche.produit.id, body.stock);
      catalogue.changed();
      headers.set('etag', etagOf(fiche));
      return fiche.produit;
    }),
    mock(routes.updateProduit, ({ params, body }, request, headers) => {
      staff(shop);
      const fiche = inVersion(params.id, request);
      check(body, params.id);
      fiche.anciensSlugs.push(fiche.produit.slug);
      fiche.produit = { ...fiche.produit, ...body, modifieLe: new Date().toISOString() };
      fiche.version += 1;
      catalogue.changed();
      headers.set('etag', etagOf(fiche));
      return fiche.produit;
    }),
    mock(routes.deleteProduit, ({ params }, request) => {
      staff(shop);
      inVersion(params.id, request);
      catalogue.fiches.delete(params.id);
      catalogue.changed();
      return undefined;
    }),
    mock(routes.moveStock, ({ params, body }) => {
      staff(shop);
      const { produit } = ficheOf(params.id);
      const stock = produit.stock + body.variation;
      if (stock < 0) throw new MockProblem('stock-insuffisant', `Il y en a ${produit.stock}.`);
      produit.stock = stock;
      shop.stocks.set(produit.id, stock);
      catalogue.changed();
      return { stock };
    }),
    mock(routes.uploadImage, async (_input, request) => {
      staff(shop);
      const type = request.headers.get('content-type') ?? '';
      if (!IMAGE_TYPES.some((known) => known === type)) throw new MockProblem('type-non-supporte', `Type « ${type} »`);
      const bytes = await request.clone().blob();
      const hash = [...crypto.getRandomValues(new Uint8Array(32))].map((n) => n.toString(16).padStart(2, '0')).join('');
      catalogue.pictures.set(hash, bytes);
      // a browser cannot encode this format, so the variant is the picture itself
      const fichier = `${hash}.avif`;
      const variantes = [{ fichier, url: `/api/images/${fichier}`, type: 'image/avif' as const, largeur: 800 }];
      return { fichier: `${hash}.webp`, url: `/api/images/${hash}.webp`, largeur: 800, hauteur: 800, variantes };
    }),
    http.get('*/api/images/:file', ({ params }) => {
      const picture = catalogue.pictures.get(String(params.file).slice(0, 64));
      return picture && new HttpResponse(picture, { headers: { 'content-type': picture.type } });
    }),
  ];
};
