import { randomBytes } from 'node:crypto';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import type { Knex } from 'knex';
import { hashPassword, verifyPassword } from '../comptes/hash-password.ts';
import { weaknessOf } from '../comptes/weak-password.ts';
import { ConfigError } from '../config.ts';

export interface SignIns {
  production: boolean;
  /** Whether the demo accounts exist. */
  demo: boolean;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  demoUserPassword: string | undefined;
}

interface Account {
  id: string;
  nom: string;
  email: string;
  mot_de_passe: string | null;
}

const [demoAdmin, demoUser] = (['admin', 'user'] as const).map((role) =>
  demoUtilisateurs.find((utilisateur) => utilisateur.role === role),
);

/**
 * Sets the passwords of the admin and the demo accounts. A variable wins in each run; without one, a developer's demo
 * accounts get a random password, once.
 * @returns the lines to print for the developer
 * @throws ConfigError for an incomplete admin or, in production, a weak password
 */
export async function setSignIns(db: Knex, settings: SignIns): Promise<string[]> {
  refuseIncomplete(settings);
  refuseWeak(settings);
  return db.transaction(async (trx) => {
    const admin = await ensureAdmin(trx, settings);
    const user = settings.demo ? await findAccount(trx, { id: demoUser?.id }) : undefined;
    const lines: string[] = [];
    for (const [account, password, variable] of [
      [admin, settings.adminPassword, 'ADMIN_PASSWORD'],
      [user, settings.demoUserPassword, 'DEMO_USER_PASSWORD'],
    ] as const) {
      if (account && password !== undefined) await setPassword(trx, account, password);
      else if (account && account.mot_de_passe === null && !settings.production) {
        const random = randomBytes(12).toString('base64url');
        await setPassword(trx, account, random);
        lines.push(`${account.nom} signs in as ${account.email} with ${random} (said once; ${variable} sets another).`);
      }
    }
    return lines;
  });
}

function refuseIncomplete({ demo, adminEmail, adminPassword }: SignIns): void {
  if (adminPassword !== undefined && adminEmail === undefined && !demo) {
    throw new ConfigError('ADMIN_EMAIL is missing: the address that ADMIN_PASSWORD is for is expected');
  }
  if (adminEmail !== undefined && adminPassword === undefined && !demo) {
    throw new ConfigError('ADMIN_PASSWORD is missing: a password for ADMIN_EMAIL is expected');
  }
}

function refuseWeak({ production, adminEmail, adminPassword, demoUserPassword }: SignIns): void {
  if (!production) return;
  for (const [variable, password, demoAccount, email] of [
    ['ADMIN_PASSWORD', adminPassword, demoAdmin, adminEmail],
    ['DEMO_USER_PASSWORD', demoUserPassword, demoUser, undefined],
  ] as const) {
    const owner = { nom: demoAccount?.nom ?? '', email: email ?? demoAccount?.email ?? '' };
    if (password !== undefined && weaknessOf(password, owner) !== null) {
      throw new ConfigError(`${variable} is wrong: 8 to 128 characters that are no common password are expected`);
    }
  }
}

/** The account of ADMIN_EMAIL, or the demo admin; undefined without either. */
async function ensureAdmin(trx: Knex, { demo, adminEmail, adminPassword }: SignIns): Promise<Account | undefined> {
  const ofDemo = demo ? await findAccount(trx, { id: demoAdmin?.id }) : undefined;
  if (adminEmail === undefined) return ofDemo;
  const named = await findAccount(trx, trx.raw('lower(email) = lower(?)', [adminEmail]));
  const verified = { email_verifie_le: trx.fn.now() };
  if (named) {
    // ADMIN_EMAIL makes an account an admin only together with ADMIN_PASSWORD
    if (adminPassword !== undefined) {
      await trx('utilisateurs').where({ id: named.id }).update({ role: 'admin', actif: true });
    }
    return named;
  }
  if (ofDemo) {
    await trx('utilisateurs')
      .where({ id: ofDemo.id })
      .update({ email: adminEmail, ...verified });
    return { ...ofDemo, email: adminEmail };
  }
  const [inserted] = await trx('utilisateurs')
    .insert({ nom: 'Admin', email: adminEmail, role: 'admin', ...verified })
    .returning<Account[]>(['id', 'nom', 'email', 'mot_de_passe']);
  return inserted;
}

const findAccount = (trx: Knex, which: { id: string | undefined } | Knex.Raw): Promise<Account | undefined> =>
  trx('utilisateurs')
    .where(which as Knex.Raw)
    .first('id', 'nom', 'email', 'mot_de_passe');

/** Sets a password. A changed one ends the account's sessions. */
async function setPassword(trx: Knex, { id, mot_de_passe: current }: Account, password: string): Promise<void> {
  if (current !== null && (await verifyPassword(password, current))) return;
  await trx('utilisateurs')
    .where({ id })
    .update({ mot_de_passe: await hashPassword(password) });
  await trx('sessions').where({ utilisateur_id: id }).delete();
}
