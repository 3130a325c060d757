import type { Knex } from 'knex';
import type { CleanupRule } from '../platform/cleanup.ts';

const typeByExtension = new Map([
  ['avif', 'image/avif'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['webp', 'image/webp'],
]);

/** The media type of a picture's file name; undefined for other types of files. */
export function imageTypeOf(file: string): string | undefined {
  return typeByExtension.get(file.slice(file.lastIndexOf('.') + 1));
}

export interface Image {
  sha256: string;
  type: string;
  contenu: Buffer;
}

export async function findImage(db: Knex, sha256: string, type: string): Promise<Image | undefined> {
  return db('images').where({ sha256, type }).first('sha256', 'type', 'contenu');
}

/** The file names among these that no picture has. The existing pictures are locked until the transaction ends. */
export async function findMissingFichiers(trx: Knex, fichiers: readonly string[]): Promise<Set<string>> {
  const rows = await trx('images')
    .whereIn('sha256', [...new Set(fichiers.map(digestIn))].sort())
    .orderBy('sha256')
    .forKeyShare()
    .select<Pick<Image, 'sha256' | 'type'>[]>('sha256', 'type');
  const typeBySha = new Map(rows.map(({ sha256, type }) => [sha256, type]));
  return new Set(fichiers.filter((fichier) => typeBySha.get(digestIn(fichier)) !== imageTypeOf(fichier)));
}

const digestIn = (fichier: string) => fichier.slice(0, fichier.indexOf('.'));

/** Stores new pictures; pictures that exist already count as new again for the cleanup. */
export async function saveImages(trx: Knex, images: readonly Image[]): Promise<void> {
  await trx('images')
    .insert([...images].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)))
    .onConflict('sha256')
    .merge({ cree_le: trx.fn.now() });
}

/**
 * Deletes pictures that no product shows and that are older than a day, which is time enough to save the product after
 * an upload. At most 500 at a time. Reads every product, about a second per 100 000.
 * @returns the number of deleted ones
 */
export async function deleteOrphanImages(db: Knex): Promise<number> {
  return db.transaction(async (trx) => {
    const orphans = await trx('images as i')
      .whereRaw(`i.cree_le < now() - interval '1 day'`)
      .whereNotExists(productsShowing(trx))
      .orderBy('i.sha256')
      .limit(ORPHANS_AT_ONCE)
      .forUpdate('i')
      .pluck<string[]>('i.sha256');
    // checked again: while this waited for a lock, an edition may have begun to show the picture
    const deleted: number = await trx('images as i')
      .whereIn('i.sha256', orphans)
      .whereNotExists(productsShowing(trx))
      .delete();
    return deleted;
  });
}

const ORPHANS_AT_ONCE = 500;

export const imagesCleanup: CleanupRule[] = [{ table: 'images', deleteBatch: deleteOrphanImages }];

/**
 * For `not exists`: with `not in` a list of all shown pictures, PostgreSQL would go through the list for each picture.
 */
const productsShowing = (trx: Knex) =>
  trx
    .select(trx.raw('1'))
    .fromRaw(`produits as p, jsonb_path_query(p.images, '$.**.fichier') as fichier`)
    .whereRaw(`split_part(fichier #>> '{}', '.', 1) = i.sha256`);
