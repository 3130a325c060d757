import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import { MAX_ADRESSES } from '@boutique/contracts/limits';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import * as queries from './adresses.queries.ts';

type AdresseBody = Adresse & { parDefaut: boolean };

/** The rules of an account's address book. */
export function createAdressesService(db: Database) {
  /** Runs a change while the book is locked against other changes. */
  const change = <Result>(
    utilisateurId: string,
    run: (book: {
      adresses: AdresseEnregistree[];
      trx: Database;
      read: (id: string) => Promise<AdresseEnregistree>;
    }) => Promise<Result>,
  ): Promise<Result> =>
    db.transaction(async (trx) => {
      await queries.lockAdresses(trx, utilisateurId);
      const read = async (id: string) => find(await queries.listAdresses(trx, utilisateurId), id);
      return run({ adresses: await queries.listAdresses(trx, utilisateurId), trx, read });
    });

  return {
    /** @throws ProblemError `limite-atteinte` */
    create: (utilisateurId: string, { parDefaut, ...adresse }: AdresseBody) =>
      change(utilisateurId, async ({ adresses, trx, read }) => {
        if (adresses.length >= MAX_ADRESSES) {
          throw new ProblemError('limite-atteinte', `Un compte garde ${MAX_ADRESSES} adresses : supprimez-en une.`);
        }
        const id = await queries.insertAdresse(trx, utilisateurId, adresse);
        if (parDefaut || adresses.length === 0) await queries.setDefaultAdresse(trx, utilisateurId, id);
        return read(id);
      }),

    /** The default address stays the default until another becomes it. @throws ProblemError `adresse-introuvable` */
    update: (utilisateurId: string, id: string, { parDefaut, ...adresse }: AdresseBody) =>
      change(utilisateurId, async ({ adresses, trx, read }) => {
        find(adresses, id);
        await queries.replaceAdresse(trx, id, adresse);
        if (parDefaut) await queries.setDefaultAdresse(trx, utilisateurId, id);
        return read(id);
      }),

    /** @throws ProblemError `adresse-introuvable` */
    delete: (utilisateurId: string, id: string) =>
      change(utilisateurId, async ({ adresses, trx }) => {
        const { parDefaut } = find(adresses, id);
        await queries.deleteAdresse(trx, id);
        const oldest = adresses.find((adresse) => adresse.id !== id);
        if (parDefaut && oldest) await queries.setDefaultAdresse(trx, utilisateurId, oldest.id);
      }),
  };
}

function find(adresses: AdresseEnregistree[], id: string): AdresseEnregistree {
  const adresse = adresses.find((candidate) => candidate.id === id);
  if (adresse) return adresse;
  throw new ProblemError('adresse-introuvable', `Ce compte n’a aucune adresse ${id}.`);
}
