import type { Knex } from 'knex';
import { imageTypeOf } from './image-type.ts';

export interface Image {
  sha256: string;
  type: string;
  contenu: Buffer;
}

export async function findImage(db: Knex, sha256: string, type: string): Promise<Image | undefined> {
  return db('images').where({ sha256, type }).first('sha256', 'type', 'contenu');
}

/** Which of these file names no picture has. The others cannot be deleted until the transaction ends. */
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

/** Stores pictures that are not there yet; one that is counts as new again. */
export async function saveImages(trx: Knex, images: readonly Image[]): Promise<void> {
  await trx('images')
    .insert([...images].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)))
    .onConflict('sha256')
    .merge({ cree_le: trx.fn.now() });
}

/**
 * Deletes pictures that no product shows and that are older than a day: who uploaded one has had the time to save the
 * product. @returns how many
 */
export async function deleteOrphanImages(db: Knex): Promise<number> {
  return db.transaction(async (trx) => {
    const orphans = await trx('images as i')
      .whereRaw(`i.cree_le < now() - interval '1 day'`)
      .whereNotIn('i.sha256', shownBy(trx))
      .orderBy('i.sha256')
      .limit(ORPHANS_AT_ONCE)
      .forUpdate()
      .pluck<string[]>('i.sha256');
    // asked again: an edit that held one of them while this waited for it shows it now
    const deleted: number = await trx('images').whereIn('sha256', orphans).whereNotIn('sha256', shownBy(trx)).delete();
    return deleted;
  });
}

const ORPHANS_AT_ONCE = 500;

const shownBy = (trx: Knex) =>
  trx('produits').select(trx.raw(`split_part(jsonb_path_query(images, '$.**.fichier') #>> '{}', '.', 1)`));
