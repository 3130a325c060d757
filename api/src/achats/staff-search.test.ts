import type { CommandeAdmin } from '@boutique/contracts/administration';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { createAccount } from '../../test/people.ts';
import { createProduits, recordPurchase } from '../../test/rows.ts';

const test = base.extend('buyers', async ({ admin }) => {
  const staff = await admin();
  return async (q: string): Promise<string[]> => {
    const response = await staff.get(`/api/administration/commandes?${new URLSearchParams({ q })}`);
    expect(response.status).toBe(200);
    const found = (await response.json()) as CommandeAdmin[];
    expect(response.headers.get('x-total-count')).toBe(String(found.length));
    return found.map(({ nom }) => nom ?? '').sort();
  };
});

test.beforeAll(async ({ db }) => {
  const { id: utilisateurId } = await createAccount(db, 'user');
  const [produitId = ''] = await createProduits(db, [9]);
  for (const [nom, email, numero] of [
    ['Zoé L’Hôte', 'zoe.lhote@exemple.fr', 'MBR-AB12'],
    ['Jean-Pierre Lefèvre', 'jp@exemple.fr', 'MBR-CD34'],
    ['Ærøskøbing ŒUVRARD', 'o_brien@exemple.com', 'MBR-EF56'],
  ]) {
    const id = await recordPurchase(db, { utilisateurId, produitId });
    await db('commandes')
      .where({ id })
      .update({ email, numero, adresse: JSON.stringify({ nom }) });
  }
});

test.for([
  ['zoé', ['Zoé L’Hôte']],
  ['ZOE', ['Zoé L’Hôte']],
  ['l’hôte', ['Zoé L’Hôte']],
  ["L'HOTE", ['Zoé L’Hôte']],
  ['hote zoe', ['Zoé L’Hôte']],
  ['jean pierre lefevre', ['Jean-Pierre Lefèvre']],
  ['Lefèvre'.normalize('NFD'), ['Jean-Pierre Lefèvre']],
  ['oeuvrard', ['Ærøskøbing ŒUVRARD']],
  ['o_brien@exemple.com', ['Ærøskøbing ŒUVRARD']],
  ['exemple.fr', ['Jean-Pierre Lefèvre', 'Zoé L’Hôte']],
  ['mbr-cd', ['Jean-Pierre Lefèvre']],
  ['lefevre zoe', []],
  ['%', []],
  ['_', []],
  ['\\', []],
] as const)('staff finds orders by « %s »', async ([q, names], { buyers }) => {
  expect(await buyers(q)).toEqual(names);
});

test.for([
  ['utilisateurs', 'utilisateurs_mots', `mots(nom || ' ' || email)`],
  ['commandes', 'commandes_mots', `mots(coalesce(adresse ->> 'nom', '') || ' ' || coalesce(email, ''))`],
] as const)('names of %s have an index', async ([table, index, texte], { db }) => {
  const { rows } = await db.transaction(async (trx) => {
    await trx.raw('set local enable_seqscan = off');
    return trx.raw<{ rows: object[] }>(`explain select from ?? where ${texte} like '%' || nullif(mots(?), '') || '%'`, [
      table,
      'Lefèvre',
    ]);
  });
  expect(JSON.stringify(rows)).toContain(index);
});
