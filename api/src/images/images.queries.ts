import type { Knex } from 'knex';

export interface Image {
  sha256: string;
  type: string;
  contenu: Buffer;
}

export async function findImage(db: Knex, sha256: string, type: string): Promise<Image | undefined> {
  return db('images').where({ sha256, type }).first('sha256', 'type', 'contenu');
}
