import type { Synonyme, SynonymeEdition } from '@boutique/contracts/synonymes';
import { recordJournal } from '../journal/journal.queries.ts';
import { type Database, violates } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { byId, type Page, readPage } from '../platform/keyset-page.ts';
import type { Change } from './edition.service.ts';
import * as queries from './synonymes.queries.ts';

/** The rules for synonyms. Each change is announced by the database, so that the next search finds by it. */
export function createSynonymesService(db: Database) {
  /** Runs a change on the version that it was meant for, with the group locked. */
  const change = <Result>(
    { id, versions }: Change,
    run: (trx: Database, before: Synonyme) => Promise<Result>,
  ): Promise<Result> =>
    db.transaction(async (trx) => {
      const before = await queries.lockSynonyme(trx, id);
      if (!before) throw new ProblemError('synonyme-introuvable', `Aucun groupe n’a l’identifiant ${id}.`);
      if (!versions.includes(before.version)) {
        throw new ProblemError('version-perimee', 'Ce groupe a été modifié après votre lecture. Relisez-le.');
      }
      return run(trx, before);
    });

  return {
    list: ({
      q,
      ...range
    }: {
      limite: number;
      apres?: string | undefined;
      q?: string | undefined;
    }): Promise<Page<Synonyme>> =>
      readPage(range, {
        scope: ['synonymes', q ?? null],
        read: (page) => queries.listSynonymes(db, q, page),
        count: () => queries.countSynonymes(db, q),
        positionOf: byId,
      }),

    create: (acteurId: string, { termes }: SynonymeEdition): Promise<Synonyme> =>
      db
        .transaction(async (trx) => {
          const id = await queries.insertSynonyme(trx);
          await writeTermes(trx, id, termes);
          await record(trx, acteurId, 'synonyme-cree', id, { termes });
          return read(trx, id);
        })
        .catch(refuseTaken),

    /** Saving a group without changes makes no version. */
    update: (asked: Change, { termes }: SynonymeEdition): Promise<Synonyme> =>
      change(asked, async (trx, before) => {
        if (JSON.stringify(before.termes) === JSON.stringify(termes)) return before;
        await writeTermes(trx, asked.id, termes);
        await queries.touchSynonyme(trx, asked.id);
        await record(trx, asked.acteurId, 'synonyme-modifie', asked.id, {
          termes: { avant: before.termes, apres: termes },
        });
        return read(trx, asked.id);
      }).catch(refuseTaken),

    delete: (asked: Change): Promise<void> =>
      change(asked, async (trx, { termes }) => {
        await queries.deleteSynonyme(trx, asked.id);
        await record(trx, asked.acteurId, 'synonyme-supprime', asked.id, { termes });
      }),
  };
}

const record = (trx: Database, acteurId: string, action: string, objetId: string, details: Record<string, unknown>) =>
  recordJournal(trx, { acteurId, action, objet: 'synonyme', objetId, details });

async function read(trx: Database, id: string): Promise<Synonyme> {
  const written = await queries.lockSynonyme(trx, id);
  if (!written) throw new Error(`the group ${id} is gone within its transaction`);
  return written;
}

/**
 * Replaces the terms of a group.
 * @throws ProblemError `requete-invalide` for a term without a letter or digit, or the same one twice;
 * `synonyme-deja-utilise` for one of another group
 */
async function writeTermes(trx: Database, id: string, termes: readonly string[]): Promise<void> {
  const cles = await queries.clesOf(trx, termes);
  const erreurs = cles.flatMap((cle, index) => {
    const chemin = `body.termes.${index}`;
    if (cle === '') return [{ chemin, message: 'Un terme avec une lettre latine ou un chiffre est attendu' }];
    const first = termes[cles.indexOf(cle)];
    return cles.indexOf(cle) < index
      ? [{ chemin, message: `Un autre terme est attendu : la recherche ne le distingue pas de « ${first} »` }]
      : [];
  });
  if (erreurs.length > 0) {
    const detail = erreurs.map(({ chemin, message }) => `${chemin} : ${message}`).join(' ; ');
    throw new ProblemError('requete-invalide', detail, { erreurs });
  }
  const taken = (await queries.findTaken(trx, id, cles)).map(({ cle, terme }) => ({
    chemin: `body.termes.${cles.indexOf(cle)}`,
    message: `Un terme libre est attendu : un autre groupe a « ${terme} »`,
  }));
  if (taken.length > 0) {
    throw new ProblemError('synonyme-deja-utilise', taken.map(({ message }) => message).join(' ; '), {
      erreurs: taken,
    });
  }
  await queries.replaceTermes(trx, id, termes);
}

/** Two groups that were saved at the same moment with the same term. */
function refuseTaken(error: unknown): never {
  if (!violates(error, 'termes_synonymes_cle')) throw error;
  throw new ProblemError(
    'synonyme-deja-utilise',
    'Un autre groupe vient de recevoir l’un de ces termes. Relisez la liste.',
  );
}
