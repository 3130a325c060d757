import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { demoAvis } from '@boutique/demo-data/avis';
import { demoCategories } from '@boutique/demo-data/categories';
import { pictureFiles, pictureOf } from '@boutique/demo-data/pictures';
import { demoProduits } from '@boutique/demo-data/produits';
import type { DemoProduit } from '@boutique/demo-data/types';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import type { Knex } from 'knex';
import { recountAvis } from '../catalogue/avis.queries.ts';
import { imageTypeOf } from '../catalogue/images.queries.ts';

const requireFromHere = createRequire(import.meta.url);

/** Inserts the missing rows of the demo shop; changed rows stay as they are. */
export async function seedDemo(db: Knex): Promise<void> {
  await db.transaction(async (trx) => {
    await insertMissing(
      trx,
      'categories',
      demoCategories.map(({ slug, nom, ordre }) => ({ slug, nom_fr: nom.fr, nom_en: nom.en, ordre })),
    );
    await insertMissing(trx, 'images', await missingImages(trx));
    await insertMissing(trx, 'produits', demoProduits.map(toRow));
    await addVariantes(trx);
    await insertAvis(trx);
    await insertMissing(
      trx,
      'utilisateurs',
      demoUtilisateurs.map(({ profilPublic, ...rest }) => ({
        ...rest,
        profil_public: profilPublic,
        email_verifie_le: trx.fn.now(),
      })),
    );
  });
}

async function insertMissing(trx: Knex.Transaction, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await trx(table).insert(rows).onConflict().ignore();
}

/** Gives the pictures of an older seed, which had one file each, their variants. Edited pictures stay as they are. */
async function addVariantes(trx: Knex.Transaction): Promise<void> {
  const pictures = demoProduits.map((produit) => {
    const images = imagesOf(produit);
    return { id: produit.id, images, before: images.map(({ variantes, ...image }) => image) };
  });
  await trx.raw(
    `update produits set images = demo.images
     from jsonb_to_recordset(?::jsonb) as demo (id uuid, images jsonb, before jsonb)
     where produits.id = demo.id and produits.images = demo.before`,
    [JSON.stringify(pictures)],
  );
}

/** Inserts reviews only into a shop without any, so that a deleted review does not come back. */
async function insertAvis(trx: Knex.Transaction): Promise<void> {
  if (await trx('avis').first('id')) return;
  const present = new Set(await trx('produits').pluck<string[]>('id'));
  const rows = demoAvis
    .filter(({ produitId }) => present.has(produitId))
    .map(({ produitId, creeLe, ...avis }) => ({ ...avis, produit_id: produitId, cree_le: creeLe }));
  await insertMissing(trx, 'avis', rows);
  for (const id of new Set(rows.map(({ produit_id }) => produit_id))) await recountAvis(trx, id);
}

async function missingImages(trx: Knex.Transaction): Promise<object[]> {
  const present = new Set(await trx('images').pluck<string[]>('sha256'));
  const missing = new Map(pictureFiles.map((file) => [file.sha256, file]));
  for (const sha256 of present) missing.delete(sha256);
  return Promise.all(
    [...missing.values()].map(async ({ sha256, fichier }) => ({
      sha256,
      type: imageTypeOf(fichier),
      contenu: await readDemoImage(fichier),
    })),
  );
}

/** Reads a picture beside the built bundle or, when run from source, in the package of demo data. */
async function readDemoImage(fichier: string): Promise<Buffer> {
  try {
    return await readFile(new URL(`./images/${fichier}`, import.meta.url));
  } catch {
    return readFile(requireFromHere.resolve(`@boutique/demo-data/images/${fichier}`));
  }
}

function toRow(produit: DemoProduit): object {
  return {
    id: produit.id,
    slug: produit.slug,
    nom_fr: produit.nom.fr,
    nom_en: produit.nom.en,
    description_fr: produit.description.fr,
    description_en: produit.description.en,
    categorie: produit.categorie,
    marque: produit.marque,
    prix_centimes: produit.prixCentimes,
    stock: produit.stock,
    images: JSON.stringify(imagesOf(produit)),
    caracteristiques: JSON.stringify(produit.caracteristiques),
    cree_le: produit.creeLe,
    modifie_le: produit.creeLe,
  };
}

function imagesOf({ slug, alt }: DemoProduit) {
  const picture = pictureOf(slug);
  return picture ? [{ ...picture, alt }] : [];
}
