import type { Compte } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import { recordJournal } from '../journal/journal.queries.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { setRoleAndActif } from './administration.queries.ts';
import { findCompte, lockActiveAdmins, lockCredentials, readCompte } from './comptes.queries.ts';
import { deleteSessions } from './session.queries.ts';

/** The rules for the administration of accounts. */
export function createAdministrationUtilisateursService(db: Database) {
  return {
    /** Disabling an account ends its sessions. @throws ProblemError `utilisateur-introuvable`, `dernier-admin` */
    update: (
      acteurId: string,
      id: string,
      changes: { role?: Role | undefined; actif?: boolean | undefined },
    ): Promise<Compte> =>
      db.transaction(async (trx) => {
        const admins = await lockActiveAdmins(trx);
        await lockCredentials(trx, id);
        const before = await findCompte(trx, id);
        if (!before) throw new ProblemError('utilisateur-introuvable', `Aucun compte n’a l’identifiant ${id}.`);
        const after = { role: changes.role ?? before.role, actif: changes.actif ?? before.actif };
        if (admins.length === 1 && admins[0] === id && !(after.role === 'admin' && after.actif)) {
          throw new ProblemError('dernier-admin', 'Nommez d’abord un autre administrateur.');
        }
        await setRoleAndActif(trx, id, after);
        if (!after.actif) await deleteSessions(trx, id);
        const details = Object.fromEntries(
          (['role', 'actif'] as const)
            .filter((name) => before[name] !== after[name])
            .map((name) => [name, { avant: before[name], apres: after[name] }]),
        );
        if (Object.keys(details).length > 0) {
          await recordJournal(trx, {
            acteurId,
            action: 'utilisateur-modifie',
            objet: 'utilisateur',
            objetId: id,
            details,
          });
        }
        return readCompte(trx, id);
      }),
  };
}
