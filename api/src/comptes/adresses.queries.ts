import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import type { Knex } from 'knex';

type AdresseRow = Omit<AdresseEnregistree, 'complement'> & { complement: string | null };

const COLUMNS = [
  'id',
  'nom',
  'rue',
  'complement',
  'code_postal as codePostal',
  'ville',
  'pays',
  'par_defaut as parDefaut',
];

/** The default one first, then in the order in which they were added. */
export async function listAdresses(db: Knex, utilisateurId: string): Promise<AdresseEnregistree[]> {
  const rows = await db('adresses')
    .where({ utilisateur_id: utilisateurId })
    .orderByRaw('par_defaut desc, id')
    .select<AdresseRow[]>(COLUMNS);
  return rows.map(({ complement, ...adresse }) => ({ ...adresse, ...(complement !== null && { complement }) }));
}

/** Makes changes of an address book wait for each other: it must keep one default address and the maximum number. */
export async function lockAdresses(trx: Knex, utilisateurId: string): Promise<void> {
  await trx('utilisateurs').where({ id: utilisateurId }).forNoKeyUpdate().select('id');
}

export async function insertAdresse(trx: Knex, utilisateurId: string, adresse: Adresse): Promise<string> {
  const [row] = await trx('adresses')
    .insert({ utilisateur_id: utilisateurId, ...toRow(adresse) })
    .returning<{ id: string }[]>('id');
  return (row as { id: string }).id;
}

export async function replaceAdresse(trx: Knex, id: string, adresse: Adresse): Promise<void> {
  await trx('adresses').where({ id }).update(toRow(adresse));
}

export async function deleteAdresse(trx: Knex, id: string): Promise<void> {
  await trx('adresses').where({ id }).delete();
}

export async function deleteAdresses(trx: Knex, utilisateurId: string): Promise<void> {
  await trx('adresses').where({ utilisateur_id: utilisateurId }).delete();
}

/** Clears the old default before it sets the new one, because an index allows only one. */
export async function setDefaultAdresse(trx: Knex, utilisateurId: string, id: string): Promise<void> {
  await trx('adresses')
    .where({ utilisateur_id: utilisateurId, par_defaut: true })
    .whereNot({ id })
    .update({ par_defaut: false });
  await trx('adresses').where({ id }).update({ par_defaut: true });
}

const toRow = ({ nom, rue, complement, codePostal, ville, pays }: Adresse) => ({
  nom,
  rue,
  complement: complement || null,
  code_postal: codePostal,
  ville,
  pays,
});
