import type { Compte } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import { findCompte, lockActiveAdmins, lockCredentials, readCompte } from '../comptes/comptes.queries.ts';
import { recordJournal } from '../journal/journal.queries.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { deleteSessions } from '../session/session.queries.ts';
import { setRoleAndActif } from './utilisateurs.queries.ts';

/** The rules of administrating accounts. */
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
        const record = (action: string, details: Record<string, unknown>) =>
          recordJournal(trx, { acteurId, action, objet: 'utilisateur', objetId: id, details });
        if (after.role !== before.role) await record('role-modifie', { avant: before.role, apres: after.role });
        if (after.actif !== before.actif) await record(after.actif ? 'compte-active' : 'compte-desactive', {});
        return readCompte(trx, id);
      }),
  };
}
export type AdministrationUtilisateursService = ReturnType<typeof createAdministrationUtilisateursService>;
